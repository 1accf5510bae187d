package dev.countersign.request;

import java.time.Duration;
import java.time.Instant;

/** What follows when the platform, read with credentials, shows a signature. */
final class Signatures {
  /** PROTOCOL §8.4: 30 days from the last signature. */
  private static final Duration TOKEN_LIFE = Duration.ofDays(30);

  private Signatures() {}

  static Step signed(Draft draft, PayloadView view, String payloadUuid, Via via, boolean late) {
    PayloadView.Response response = view.response();
    Instant signedAt = response.resolvedAt() == null ? draft.now : response.resolvedAt();
    draft.publish(
        Event.Type.SIGNED,
        true,
        signedAt,
        via,
        payloadUuid,
        new Event.Detail.Resolution(response, late));
    Subject subject = draft.subject;
    String account = response.account();
    // A stranger who scans somebody's QR must not get their pushes (CONTRACT §5).
    boolean stranger = subject.account() != null && !subject.account().equals(account);
    UserToken token = subject.user() == null || stranger ? null : view.issuedUserToken();
    if (subject.user() != null && token != null && account != null) {
      draft.learn(
          new TokenNews.Issued(
              subject.application(),
              subject.user(),
              token,
              account,
              signedAt,
              signedAt.plus(TOKEN_LIFE),
              subject.id(),
              payloadUuid));
    }
    RequestState.Signature signature =
        account == null ? null : new RequestState.Signature(account, token, signedAt);
    return draft
        .start(new Action.Unwatch())
        .to(draft.ended(Outcome.SIGNED, payloadUuid, true, signature));
  }

  /** Who signed in can be pushed to from the first request on. */
  static void signedIn(Draft draft, Signal.BearerAccepted accepted) {
    Subject subject = draft.subject;
    if (subject.user() != null && accepted.userToken() != null) {
      draft.learn(
          new TokenNews.Issued(
              subject.application(),
              subject.user(),
              accepted.userToken(),
              accepted.account(),
              accepted.issuedAt(),
              accepted.issuedAt().plus(TOKEN_LIFE),
              subject.id(),
              null));
    }
  }

  /** A dead token is forgotten; a live one needs nothing. */
  static void judge(Draft draft, Signal.TokenChecked checked) {
    Subject subject = draft.subject;
    if (!checked.active() && subject.user() != null) {
      draft.learn(new TokenNews.Revoked(subject.application(), subject.user(), checked.token()));
    }
  }
}
