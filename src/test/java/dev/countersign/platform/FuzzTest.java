package dev.countersign.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.request.Ask;
import dev.countersign.request.CancelReason;
import dev.countersign.request.Event;
import dev.countersign.request.Expectation;
import dev.countersign.request.Lifecycle;
import dev.countersign.request.Links;
import dev.countersign.request.Networks;
import dev.countersign.request.Payload;
import dev.countersign.request.RequestState;
import dev.countersign.request.Settings;
import dev.countersign.request.Signal;
import dev.countersign.request.Step;
import dev.countersign.request.Subject;
import dev.countersign.request.TokenNews;
import dev.countersign.request.Trace;
import dev.countersign.request.UserToken;
import dev.countersign.request.Via;
import dev.countersign.testing.Damage;
import dev.countersign.testing.Fuzz;
import dev.countersign.wire.EventCodec;
import dev.countersign.wire.Format;
import dev.countersign.wire.StateCodec;
import dev.countersign.wire.TokenCodec;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §3, §5, §7, §11, §15: whatever the platform sends is an answer or none")
class FuzzTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String UUID = "3f0e1b8c-3a6e-4f5d-8d8a-b5f1a6d1a111";
  private static final String SECRET = "0b3ee9a4-4c1d-4c1d-8f11-2d1b5a7e9c11";
  private static final String TX =
      "{\"TransactionType\":\"Payment\",\"Amount\":{\"currency\":\"XRP\",\"value\":\"1.5\"},"
          + "\"Fee\":\"12\",\"Memos\":[{\"Memo\":{\"MemoData\":\"00\"}}],\"Sequence\":7}";
  private static final String PAYLOAD =
      "{\"meta\":{\"uuid\":\""
          + UUID
          + "\",\"signed\":true,\"resolved\":true,\"cancelled\":false,\"expired\":true,"
          + "\"pushed\":true,\"app_opened\":true,\"submit\":true,\"multisign\":false,"
          + "\"opened_by_deeplink\":null},\"application\":{\"issued_user_token\":\""
          + SECRET
          + "\"},\"payload\":{\"tx_type\":\"Payment\",\"created_at\":\"2026-03-01T12:00:00Z\","
          + "\"expires_at\":\"2026-03-01T12:05:00Z\",\"request_json\":"
          + TX.replace("{\"currency\":\"XRP\",\"value\":\"1.5\"}", "\"1500000\"")
          + "},\"response\":{\"hex\":\"12\",\"txid\":\"F4\",\"account\":\"rA\","
          + "\"resolved_at\":\"2026-03-01T12:01:00.000Z\",\"environment_networkid\":1,"
          + "\"dispatched_result\":\"tesSUCCESS\"},\"custom_meta\":{\"identifier\":\"order-42\","
          + "\"blob\":{\"n\":1.0},\"instruction\":\"Pay\"}}";
  private static final String CREATED =
      "{\"uuid\":\""
          + UUID
          + "\",\"next\":{\"always\":\"https://x/1\"},\"refs\":{\"qr_png\":\"https://x/1.png\","
          + "\"qr_uri_quality_opts\":[\"m\",\"q\"],\"websocket_status\":\"wss://x/1\"},"
          + "\"pushed\":true}";
  private static final String CANCELLED =
      "{\"result\":{\"cancelled\":true,\"reason\":\"OK\"},\"meta\":{\"exists\":true}}";
  private static final String TOKENS =
      "{\"tokens\":[{\"user_token\":\"" + SECRET + "\",\"active\":true}]}";
  private static final String ERROR =
      "{\"error\":{\"reference\":\"26279bfe\",\"code\":603,\"message\":\"no\"},\"message\":\"m\"}";

  private static final Ask ASK =
      new Ask(
          new Ask.Template.TxJson(TX),
          new Ask.Options(null, null, null, null, null, null, List.of(), null, null),
          "{\"n\":1.0}",
          "Pay",
          null,
          null,
          Ask.Delivery.AUTO,
          Ask.Priority.NORMAL,
          null);
  private static final Subject SUBJECT =
      new Subject(
          "order-42",
          "shop",
          "ada",
          "Payment",
          Map.of(),
          Trace.NONE,
          "fp",
          Expectation.NONE,
          NOW,
          null);
  private static final Payload HELD =
      new Payload(
          UUID,
          new Links(null, null, null, null, List.of(), null),
          NOW.plusSeconds(300),
          null,
          null);

  private final Origin origin = new Origin(URI.create("https://xumm.app"));
  private final Lifecycle lifecycle =
      new Lifecycle(
          new Settings(
              1440,
              Duration.ofHours(24),
              Duration.ofDays(7),
              Duration.ofMinutes(15),
              Duration.ofSeconds(10),
              Networks.NONE,
              Duration.ofHours(24)));
  private final StateCodec states = new StateCodec();
  private final EventCodec json = new EventCodec(Format.JSON);
  private final EventCodec avro = new EventCodec(Format.AVRO);
  private final TokenCodec tokens = new TokenCodec(Format.AVRO);

  @Test
  void aFrameIsAlwaysSomeFrame() {
    List<String> frames =
        List.of(
            "{\"message\":\"Welcome u\"}",
            "{\"expires_in_seconds\":7}",
            "{\"opened\":true,\"expired\":false}",
            "{\"payload_uuidv4\":\"" + UUID + "\",\"signed\":true,\"custom_meta\":{}}");
    Fuzz.tries(
        2_000,
        random ->
            assertThat(FrameParser.parse(damaged(Damage.pick(frames, random), random), UUID))
                .isNotNull());
  }

  @Test
  void theAnswerToACreateLeadsOn() {
    RequestState creating =
        new RequestState.Creating(
            SUBJECT, 0, ASK, 1, NOW, new UserToken(SECRET), Map.of(), false, null, Set.of());
    Fuzz.tries(
        1_000,
        random ->
            leadsOn(creating, signal(CREATED, random, CreateReader::read, created -> created)));
  }

  @Test
  void whatIsFoundUnderTheIdentifierLeadsOn() {
    RequestState creating =
        new RequestState.Creating(
            SUBJECT,
            0,
            ASK,
            1,
            NOW.minusSeconds(1),
            null,
            Map.of(),
            false,
            new RequestState.Doubt(NOW, false, true, 0, null, null),
            Set.of());
    Fuzz.tries(
        1_500,
        random ->
            leadsOn(
                creating,
                signal(
                    PAYLOAD,
                    random,
                    body -> HttpXamanApi.found(origin, SUBJECT, ASK, body),
                    found -> found)));
  }

  @Test
  void whatIsReadOfAPayloadLeadsOn() {
    RequestState open =
        new RequestState.Open(SUBJECT, 1, HELD, null, false, null, null, null, NOW, null, null);
    Fuzz.tries(
        1_500,
        random ->
            leadsOn(
                open,
                signal(
                    PAYLOAD,
                    random,
                    body -> PayloadReader.read(body, null),
                    view -> new Signal.PayloadRead(view, Via.WEBSOCKET))));
  }

  @Test
  void theAnswerToACancelLeadsOn() {
    RequestState open =
        new RequestState.Open(
            SUBJECT, 1, HELD, null, false, CancelReason.OK, null, null, NOW, null, null);
    Fuzz.tries(
        500,
        random -> leadsOn(open, signal(CANCELLED, random, CancelReader::read, answer -> answer)));
  }

  @Test
  void theAnswerAboutTokensIsReadOrUnclear() {
    Fuzz.tries(
        500,
        random ->
            assertThat(
                    answer(
                        TOKENS,
                        random,
                        body -> TokensReader.active(body, List.of(new UserToken(SECRET)))))
                .isNotNull());
  }

  private void leadsOn(RequestState state, @Nullable Signal signal) {
    if (signal == null) {
      return;
    }
    Step step = lifecycle.apply(state, signal, NOW);
    lifecycle.wakeAt(step.next());
    assertThat(states.encode(step.next())).isNotEmpty();
    for (Event event : step.events()) {
      assertThat(avro.encode(event)).isNotEmpty();
      assertThat(json.encode(event)).isNotEmpty();
    }
    for (TokenNews news : step.tokens()) {
      if (news instanceof TokenNews.Issued issued) {
        assertThat(tokens.encode(issued)).isNotEmpty();
      }
    }
  }

  private static <T> @Nullable Signal signal(
      String valid,
      RandomGenerator random,
      Function<JsonNode, @Nullable T> reader,
      Function<T, Signal> meaning) {
    return answer(valid, random, reader) instanceof Answer.Ok<T>(T value)
        ? meaning.apply(value)
        : null;
  }

  private static <T> Answer<T> answer(
      String valid, RandomGenerator random, Function<JsonNode, @Nullable T> reader) {
    boolean error = random.nextInt(8) == 0;
    int[] statuses = {200, 201, 204, 301, 400, 401, 403, 404, 408, 413, 429, 500, 502, 999};
    int status = random.nextInt(3) > 0 ? 200 : statuses[random.nextInt(statuses.length)];
    String body = damaged(error ? ERROR : valid, random);
    Answer<T> answer = Verdict.of(status, headers(random), body, NOW, reader);
    switch (answer) {
      case Answer.Unclear<T> unclear -> assertThat(unclear.reason()).doesNotContain(SECRET);
      case Answer.Refused<T> refused -> assertThat(refused.message()).isNotBlank();
      case Answer.Ok<T> _,
          Answer.NotFound<T> _,
          Answer.Conflict<T> _,
          Answer.Unauthorized<T> _,
          Answer.RateLimited<T> _ -> {}
    }
    return answer;
  }

  private static String damaged(String valid, RandomGenerator random) {
    return random.nextInt(4) > 0
        ? Damage.json(valid, random)
        : new String(Damage.bytes(valid.getBytes(UTF_8), 0, random), UTF_8);
  }

  private static MultiMap headers(RandomGenerator random) {
    List<String> names = List.of("Date", "Retry-After", "X-RateLimit-Reset");
    List<String> values =
        List.of(
            "",
            "0",
            " 7 ",
            "-1",
            "1.5",
            "99999999999",
            "999999999999",
            "٣",
            "Sun, 01 Mar 2026 12:00:00 GMT",
            "Sun, 01 Mar 2026 25:00:00 GMT",
            "Fri, 31 Dec 9999 23:59:59 GMT",
            "tomorrow");
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    for (String name : names) {
      if (random.nextBoolean()) {
        headers.add(name, Damage.pick(values, random));
      }
    }
    return headers;
  }

  @Test
  void howLongToWaitIsToldOrNot() {
    Fuzz.tries(
        1_000,
        random -> {
          Duration wait = RetryAfter.of(headers(random), NOW);
          assertThat(wait == null || NOW.plus(wait) != null).isTrue();
        });
  }
}
