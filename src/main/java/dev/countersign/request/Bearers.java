package dev.countersign.request;

/** Nothing is created for a bearer that is not known to be acceptable (CONTRACT §8). */
final class Bearers {
  private Bearers() {}

  static void verify(Draft draft, Ask ask) {
    Bearer bearer = ask.bearer();
    if (bearer != null && !bearer.verified()) {
      draft.start(new Action.Verify(draft.subject, ask, bearer));
    }
  }

  /** A verdict on an earlier bearer says nothing of a later one. */
  static boolean isOf(Ask ask, Bearer bearer) {
    return bearer.equals(ask.bearer());
  }

  static Ask accepted(Draft draft, Ask ask, Signal.BearerAccepted accepted) {
    Signatures.signedIn(draft, accepted);
    return ask.with(accepted.bearer().asVerified());
  }

  static Step refused(Draft draft, Signal.BearerRefused refused, boolean attempted) {
    return draft.fail(
        Via.COMMAND,
        refused.expired() ? FailureCode.CREDENTIAL_EXPIRED : FailureCode.CREDENTIAL_INVALID,
        refused.message(),
        attempted);
  }
}
