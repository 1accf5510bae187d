package dev.countersign.worker;

import dev.countersign.request.Ask;
import dev.countersign.request.Bearer;
import dev.countersign.request.CancelReason;
import dev.countersign.request.Expectation;
import dev.countersign.request.Links;
import dev.countersign.request.Outcome;
import dev.countersign.request.Payload;
import dev.countersign.request.RequestState;
import dev.countersign.request.Subject;
import dev.countersign.request.Trace;
import dev.countersign.request.UserToken;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requests as an owner remembers them, with everything secret that they can have. */
final class Remembered {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final String ID = "r-1";
  static final String JWT = "eyJhbGciOiJIUzI1NiJ9.secret.claims";
  static final UserToken TOKEN = new UserToken("691d5ae8-968b-44c8-8835-f25da1214f35");
  static final Payload PAYLOAD =
      new Payload(
          "c486f219-aac4-44ca-a92a-306d7a0487b8",
          new Links("https://always", null, "https://png", null, List.of("m"), "wss://status"),
          NOW.plusSeconds(900),
          null,
          null);

  private Remembered() {}

  static Subject subject(@Nullable String account) {
    return subject(ID, account);
  }

  static Subject subject(String id, @Nullable String account) {
    return new Subject(
        id,
        "default",
        "ada",
        "Payment",
        Map.of("cart", "7f3a"),
        new Trace("trace", null),
        "fingerprint",
        Expectation.of(account),
        NOW,
        null);
  }

  static RequestState.Queued queued(@Nullable String account) {
    return new RequestState.Queued(subject(account), 0, ask(), 0, null, Set.of());
  }

  static RequestState.Creating creating() {
    return new RequestState.Creating(
        subject(null), 1, ask(), 1, NOW, TOKEN, Map.of(), false, null, Set.of());
  }

  static RequestState.Open open(@Nullable Instant openedAt, boolean expired) {
    return new RequestState.Open(
        subject(null), 2, PAYLOAD, openedAt, expired, null, TOKEN, null, NOW, null, null);
  }

  static RequestState.Lingering lingering(Outcome outcome) {
    return new RequestState.Lingering(
        subject(null), 3, PAYLOAD, outcome, NOW, CancelReason.OK, TOKEN, null, NOW, null, null);
  }

  /** As a webhook for one that had ended makes it. */
  static RequestState.Lingering broughtBack(Outcome outcome) {
    Payload forgotten =
        new Payload(
            PAYLOAD.uuid(), new Links(null, null, null, null, List.of(), null), NOW, null, null);
    return new RequestState.Lingering(
        subject(null), 3, forgotten, outcome, NOW, null, null, null, NOW, null, null);
  }

  static RequestState.Ended ended(Outcome outcome, @Nullable String signer) {
    return new RequestState.Ended(
        subject(null),
        4,
        PAYLOAD.uuid(),
        outcome,
        NOW,
        true,
        signer == null ? null : new RequestState.Signature(signer, TOKEN.digest(), NOW),
        null,
        null);
  }

  private static Ask ask() {
    return new Ask(
        new Ask.Template.TxJson("{\"TransactionType\":\"SignIn\"}"),
        Ask.Options.NONE,
        null,
        null,
        TOKEN,
        new Bearer(JWT, "client", NOW, true),
        Ask.Delivery.AUTO,
        Ask.Priority.NORMAL,
        null);
  }
}
