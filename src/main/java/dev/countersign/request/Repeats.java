package dev.countersign.request;

/** Commands that come for an id that is already known (CONTRACT §3, "same id again"). */
final class Repeats {
  private Repeats() {}

  /** A duplicate changes nothing; other content under the same id is for its sender to mend. */
  static Step create(RequestState.Known state, Signal.CreateReceived again) {
    if (state.subject().fingerprint().equals(again.subject().fingerprint())) {
      return Step.silent(state);
    }
    return reject(
        state,
        Rejection.Code.IDEMPOTENCY_MISMATCH,
        "id "
            + state.subject().id()
            + " is already used by a command with other content; send it under a new id");
  }

  static Step invalid(RequestState.Known state, Signal.InvalidReceived again) {
    return reject(state, Rejection.Code.INVALID_COMMAND, again.message());
  }

  /** A cancel that names another application than the request's is not for this request. */
  static boolean isForeign(RequestState.Known state, Signal.CancelReceived cancel) {
    return cancel.application() != null
        && !cancel.application().equals(state.subject().application());
  }

  static Step foreignCancel(RequestState.Known state) {
    return reject(
        state,
        Rejection.Code.INVALID_COMMAND,
        "application: request " + state.subject().id() + " belongs to another application");
  }

  private static Step reject(RequestState.Known state, Rejection.Code code, String message) {
    return new Draft(state, state.subject().commandAt()).rejecting(state, code, message);
  }
}
