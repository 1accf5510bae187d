package dev.countersign.request;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What follows when the platform, read with credentials, shows a signature. */
final class Signatures {
  /** PROTOCOL §8.4: 30 days from the last signature. */
  private static final Duration TOKEN_LIFE = Duration.ofDays(30);

  /** Of a signature that is not who or what the platform says it is. */
  private static final Set<String> FORGED =
      Set.of("Account", "Signers", "SigningPubKey", "TxnSignature", Inspection.TXID);

  private final Settings settings;

  Signatures(Settings settings) {
    this.settings = settings;
  }

  /**
   * @param tokenExpiresAt what a webhook has told of it
   */
  Step signed(
      Draft draft,
      PayloadView view,
      Payload payload,
      Via via,
      boolean late,
      @Nullable Instant tokenExpiresAt) {
    PayloadView.Response response = view.response();
    Instant signedAt = response.resolvedAt() == null ? draft.now : response.resolvedAt();
    Expectation expect = draft.subject.expect();
    List<String> unmet = expect.contradictedBy(view, settings.networks());
    SignedTransaction signed = view.inspection().transaction();
    String network = settings.networks().of(response, signed, expect.network());
    boolean astray =
        view.isSubmitted() && network != null && settings.networks().excludes(network, signed);
    Transaction followed =
        view.isSubmitted() && network != null && response.txid() != null && !astray
            ? Transaction.of(
                view, payload, response.txid(), network, unmet.contains(Expectation.NETWORK))
            : null;
    draft.publish(
        Event.Type.SIGNED,
        followed == null && !astray,
        signedAt,
        via,
        payload.uuid(),
        new Event.Detail.Resolution(response, late, unmet, view.inspection()));
    draft.start(new Action.Unwatch());
    RequestState.Signature signature =
        learnToken(draft, view, payload, unmet, signedAt, tokenExpiresAt);
    if (followed != null) {
      return SettlingRules.begin(draft, payload, signature, followed);
    }
    if (astray) {
      return SettlingRules.astray(
          draft,
          payload.uuid(),
          signature,
          Objects.requireNonNullElse(Networks.reported(response), network),
          unmet);
    }
    return draft.to(draft.ended(Outcome.SIGNED, payload.uuid(), true, signature));
  }

  private static RequestState.@Nullable Signature learnToken(
      Draft draft,
      PayloadView view,
      Payload payload,
      List<String> unmet,
      Instant signedAt,
      @Nullable Instant tokenExpiresAt) {
    Subject subject = draft.subject;
    String account = view.response().account();
    // A stranger who scans somebody's QR must not get their pushes (CONTRACT §5).
    boolean stranger = unmet.contains(Expectation.ACCOUNT) || isForged(view.inspection());
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
              payload.uuid()));
    }
    return account == null
        ? null
        : new RequestState.Signature(account, token == null ? null : token.digest(), signedAt);
  }

  private static boolean isForged(Inspection inspection) {
    return inspection instanceof Inspection.Checked checked
        && checked.mismatch().stream().anyMatch(FORGED::contains);
  }

  /**
   * The webhook of a signature that is known already: its token's expiry was an estimate so far.
   */
  static Step expiryTold(
      RequestState.Known state,
      RequestState.@Nullable Signature signature,
      Signal.WebhookReceived webhook,
      Instant now) {
    Subject subject = state.subject();
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
