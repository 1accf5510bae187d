package dev.countersign.platform;

import dev.countersign.request.Action;
import dev.countersign.request.Signal;
import org.jspecify.annotations.Nullable;

/** Which signal an answer to an action is; null: none yet, ask again. */
final class Outcomes {
  private Outcomes() {}

  static @Nullable Signal of(Action action, Answer<Signal> answer) {
    return action instanceof Action.Create create
        ? ofCreate(create, answer)
        : ofRepeatable(action, answer);
  }

  /** A create is never sent twice, so every answer is one. */
  private static Signal ofCreate(Action.Create create, Answer<Signal> answer) {
    return switch (answer) {
      case Answer.Ok<Signal> ok -> ok.value();
      case Answer.Conflict<Signal> _ -> new Signal.CreateConflicted();
      case Answer.Refused<Signal> refused when isAboutBearer(create, refused) ->
          new Signal.CreateUnauthorized(refused.code(), refused.message());
      case Answer.Refused<Signal> refused ->
          new Signal.CreateRefused(refused.code(), refused.reference(), refused.message());
      case Answer.Unauthorized<Signal> _, Answer.RateLimited<Signal> _ ->
          new Signal.CreateNotDone();
      case Answer.NotFound<Signal> _ -> new Signal.CreateInDoubt("code 404 to a create");
      case Answer.Unclear<Signal> unclear ->
          unclear.sent() ? new Signal.CreateInDoubt(unclear.reason()) : new Signal.CreateNotDone();
    };
  }

  private static boolean isAboutBearer(Action.Create create, Answer.Refused<?> refused) {
    return create.ask().bearer() != null
        && (refused.httpStatus() == 401 || refused.httpStatus() == 403);
  }

  private static @Nullable Signal ofRepeatable(Action action, Answer<Signal> answer) {
    return switch (answer) {
      case Answer.Ok<Signal> ok -> ok.value();
      case Answer.NotFound<Signal> _ -> absence(action);
      case Answer.Conflict<Signal> _,
          Answer.Refused<Signal> _,
          Answer.Unauthorized<Signal> _,
          Answer.RateLimited<Signal> _,
          Answer.Unclear<Signal> _ ->
          null;
    };
  }

  private static @Nullable Signal absence(Action action) {
    return switch (action) {
      case Action.Find _ -> new Signal.Absent();
      case Action.Read _, Action.Reconcile _, Action.Cancel _ -> new Signal.PayloadMissing();
      case Action.Verify _,
          Action.Create _,
          Action.CheckToken _,
          Action.Watch _,
          Action.Unwatch _,
          Action.Settle _ ->
          null;
    };
  }
}
