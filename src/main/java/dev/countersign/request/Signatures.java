package dev.countersign.request;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows when the platform, read with credentials, shows a signature. */
final class Signatures {
  /** PROTOCOL §8.4: 30 days from the last signature. */
  private static final Duration TOKEN_LIFE = Duration.ofDays(30);

  private Signatures() {}

  /**
   * @param tokenExpiresAt what a webhook has told of it
   */
  static Step signed(
      Draft draft,
      PayloadView view,
      String payloadUuid,
      Via via,
      boolean late,
      @Nullable Instant tokenExpiresAt) {
    PayloadView.Response response = view.response();
    Instant signedAt = response.resolvedAt() == null ? draft.now : response.resolvedAt();
    Subject subject = draft.subject;
    String account = response.account();
    // A stranger who scans somebody's QR must not get their pushes (CONTRACT §5).
    boolean stranger = subject.account() != null && !subject.account().equals(account);
    draft.publish(
        Event.Type.SIGNED,
        true,
        signedAt,
        via,
        payloadUuid,
        new Event.Detail.Resolution(response, late, stranger ? List.of("account") : List.of()));
    UserToken token = subject.user() == null || stranger ? null : view.issuedUserToken();
    if (subject.user() != null && token != null && account != null) {
      draft.learn(
          new TokenNews.Issued(
              subject.application(),
              subject.user(),
              token,
              account,
              signedAt,
              tokenExpiresAt != null ? tokenExpiresAt : signedAt.plus(TOKEN_LIFE),
              tokenExpiresAt != null
                  ? TokenNews.ExpirySource.PLATFORM
                  : TokenNews.ExpirySource.ESTIMATED,
              subject.id(),
              payloadUuid));
    }
    RequestState.Signature signature =
        account == null
            ? null
            : new RequestState.Signature(account, token == null ? null : token.digest(), signedAt);
    return draft
        .start(new Action.Unwatch())
        .to(draft.ended(Outcome.SIGNED, payloadUuid, true, signature));
  }

  /**
   * The webhook of a signature that is known already: its token's expiry was an estimate so far.
   */
  static Step expiryTold(RequestState.Ended state, Signal.WebhookReceived webhook, Instant now) {
    Subject subject = state.subject();
    RequestState.Signature signature = state.signature();
    Instant expiresAt = webhook.signed() ? webhook.tokenExpiresAt() : null;
    if (expiresAt == null
        || subject.user() == null
        || signature == null
        || signature.tokenDigest() == null) {
      return Step.silent(state);
    }
    return new Draft(state, now)
        .learn(
            new TokenNews.Dated(
                subject.application(),
                subject.user(),
                signature.tokenDigest(),
                signature.account(),
                signature.signedAt(),
                signature.signedAt().plus(TOKEN_LIFE),
                expiresAt,
                subject.id(),
                webhook.payloadUuid()))
        .to(state);
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
              TokenNews.ExpirySource.ESTIMATED,
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
