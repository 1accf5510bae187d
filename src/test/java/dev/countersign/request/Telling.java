package dev.countersign.request;

/** States, events and actions as short text. */
final class Telling {
  private Telling() {}

  static String kindOf(RequestState state) {
    return state.getClass().getSimpleName();
  }

  static String of(Event event) {
    String detail =
        switch (event.detail()) {
          case null -> "";
          case Event.Detail.Deferral deferral -> " " + deferral.reason();
          case Event.Detail.Creation creation ->
              (creation.adopted() ? " adopted" : "")
                  + (creation.pushRequested() ? " push requested" : "")
                  + (creation.pushAccepted() ? " push accepted" : "");
          case Event.Detail.Resolution resolution ->
              (resolution.late() ? " late" : "")
                  + (resolution.unmet().isEmpty() ? "" : " unmet " + resolution.unmet());
          case Event.Detail.Expiry expiry -> expiry.done() ? " final" : " but opened";
          case Event.Detail.Cancellation cancellation -> " " + cancellation.reason();
          case Event.Detail.Failure failure -> " " + failure.code();
          case Event.Detail.Settlement settlement ->
              settlement.reason() == null ? "" : " " + settlement.reason();
        };
    return event.type() + detail;
  }

  static String of(Message message) {
    String what =
        switch (message.signal()) {
          case Signal.Replaced replaced -> "replaced by " + replaced.by();
          case Signal.PredecessorIs is -> is.predecessor() + " is " + is.status();
          case Signal.PredecessorWas was -> was.predecessor() + " waited for " + was.instead();
        };
    return message.to() + ": " + what;
  }

  static String of(Action action) {
    return switch (action) {
      case Action.Create create -> create.token() == null ? "create" : "create with token";
      case Action.Verify _ -> "verify";
      case Action.Find _ -> "find";
      case Action.Read _ -> "read";
      case Action.Reconcile _ -> "reconcile";
      case Action.Cancel _ -> "cancel";
      case Action.Watch _ -> "watch";
      case Action.Unwatch _ -> "unwatch";
      case Action.CheckToken _ -> "check token";
      case Action.Settle _ -> "settle";
    };
  }
}
