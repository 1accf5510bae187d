package dev.countersign.request;

import dev.countersign.request.PayloadView.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values that the tests of the rules share. */
final class Given {
  static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
  static final Settings SETTINGS =
      new Settings(
          60,
          Duration.ofHours(24),
          Duration.ofDays(7),
          Duration.ofMinutes(15),
          Duration.ofSeconds(10),
          Networks.NONE,
          Duration.ofHours(24));
  static final String UUID = "3f2b9a70-0000-4000-8000-000000000001";
  static final UserToken TOKEN = new UserToken("11111111-0000-4000-8000-000000000001");
  static final UserToken ISSUED = new UserToken("22222222-0000-4000-8000-000000000002");
  static final Links LINKS =
      new Links("https://xumm.app/sign/" + UUID, null, null, null, List.of(), null);
  static final Instant EXPIRY = T0.plus(Duration.ofMinutes(60));
  static final Payload PAYLOAD = new Payload(UUID, LINKS, EXPIRY, null, null);
  static final Subject SUBJECT = subject("fingerprint");
  static final Ask ASK = ask(Ask.Delivery.AUTO, null);
  static final Bearer BEARER = new Bearer("e.y.j", "key", T0.plus(Duration.ofHours(23)), false);
  static final Response NOTHING =
      new Response(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null);

  private Given() {}

  static Subject subject(String fingerprint) {
    return subject("default", "ada", fingerprint, T0);
  }

  static Subject subject(
      String application, @Nullable String user, String fingerprint, Instant commandAt) {
    return new Subject(
        "order-1",
        application,
        user,
        "Payment",
        Map.of("basket", "7"),
        Trace.NONE,
        fingerprint,
        Expectation.NONE,
        commandAt,
        null);
  }

  static Ask ask(Ask.Delivery delivery, @Nullable Instant notAfter) {
    return new Ask(
        new Ask.Template.TxJson("{\"TransactionType\":\"Payment\"}"),
        Ask.Options.NONE,
        null,
        null,
        null,
        null,
        delivery,
        Ask.Priority.NORMAL,
        notAfter);
  }

  static Ask asking(Bearer bearer) {
    return ask(Ask.Delivery.AUTO, null).with(bearer);
  }

  static Signal.BearerAccepted accepted(Bearer bearer, @Nullable UserToken userToken) {
    return new Signal.BearerAccepted(bearer, "rAda", userToken, T0.minusSeconds(600));
  }

  static Signal.BearerRefused refused(Bearer bearer) {
    return new Signal.BearerRefused(bearer, false, "JWT_SIGNATURE: not ours");
  }

  static Signal.CreateReceived create() {
    return create(ASK);
  }

  static Signal.CreateReceived create(Ask ask) {
    return new Signal.CreateReceived(SUBJECT, ask, null, false);
  }

  static Signal.CancelReceived cancel() {
    return new Signal.CancelReceived(null, T0);
  }

  static Signal.Permitted permit() {
    return new Signal.Permitted(null, Map.of());
  }

  static Signal.Created created() {
    return new Signal.Created(UUID, LINKS, false);
  }

  static Signal.Created pushed() {
    return new Signal.Created(UUID, LINKS, true);
  }

  static Signal.CreateRefused refused() {
    return new Signal.CreateRefused(602, "ref-1", "TransactionType is not allowed");
  }

  static Signal.CreateInDoubt lost() {
    return new Signal.CreateInDoubt("connection reset");
  }

  static Signal.Found found(boolean sameContent, Instant createdAt) {
    return new Signal.Found(pending().createdAt(createdAt).view(), LINKS, sameContent);
  }

  static Signal.Hinted hint(Signal.Hint hint) {
    return new Signal.Hinted(hint);
  }

  /** What the platform tells of the token's expiry; not the estimate. */
  static final Instant TOLD = T0.plus(Duration.ofDays(30)).plusSeconds(31);

  static Signal.WebhookReceived webhook(boolean signed) {
    return new Signal.WebhookReceived(UUID, signed, TOLD);
  }

  static Signal.PayloadRead read(Looks looks) {
    return new Signal.PayloadRead(looks.view(), Via.RECONCILIATION);
  }

  static Signal.CancelAnswered answered(CancelReason reason) {
    return new Signal.CancelAnswered(reason == CancelReason.OK, reason);
  }

  static Looks pending() {
    return new Looks(false, false, false, false, false, T0, null, null);
  }

  /** Signed, and the engine result is there already. */
  static Looks signed() {
    return signedWithoutResult().dispatched("tesSUCCESS");
  }

  static Looks signedWithoutResult() {
    return new Looks(true, true, false, false, true, T0, null, ISSUED);
  }

  static Looks rejected() {
    return new Looks(true, false, false, false, true, T0, null, null);
  }

  static Looks expired() {
    return new Looks(false, false, false, true, false, T0, null, null);
  }

  static Looks cancelled() {
    return new Looks(false, false, true, true, false, T0, null, null);
  }

  /** How a payload looks when it is read. */
  record Looks(
      boolean resolved,
      boolean signed,
      boolean cancelled,
      boolean expired,
      boolean opened,
      @Nullable Instant createdAt,
      @Nullable String dispatchedResult,
      @Nullable UserToken issued) {

    Looks createdAt(Instant at) {
      return new Looks(resolved, signed, cancelled, expired, opened, at, dispatchedResult, issued);
    }

    Looks dispatched(String result) {
      return new Looks(resolved, signed, cancelled, expired, opened, createdAt, result, issued);
    }

    Looks opened(boolean nowOpened) {
      return new Looks(
          resolved, signed, cancelled, expired, nowOpened, createdAt, dispatchedResult, issued);
    }

    Looks cancelledToo() {
      return new Looks(resolved, signed, true, true, opened, createdAt, dispatchedResult, issued);
    }

    Looks withoutToken() {
      return new Looks(
          resolved, signed, cancelled, expired, opened, createdAt, dispatchedResult, null);
    }

    PayloadView view() {
      return new PayloadView(
          UUID,
          resolved,
          signed,
          cancelled,
          expired,
          opened,
          false,
          true,
          false,
          "Payment",
          createdAt,
          EXPIRY,
          issued,
          signed ? response() : NOTHING,
          new Inspection.NothingSigned(),
          null);
    }

    private Response response() {
      return new Response(
          "rAda",
          "rAda",
          "AB12",
          "1200",
          null,
          null,
          null,
          dispatchedResult,
          null,
          null,
          null,
          null,
          null,
          T0.plusSeconds(30));
    }
  }
}
