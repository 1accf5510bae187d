package dev.countersign.wire;

import static dev.countersign.wire.Samples.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.countersign.SignRequestCancelledReason;
import dev.countersign.SignRequestDeferredReason;
import dev.countersign.SignRequestEvent;
import dev.countersign.SignRequestEventType;
import dev.countersign.SignRequestFailureCode;
import dev.countersign.SignRequestObservedVia;
import dev.countersign.request.Amount;
import dev.countersign.request.CancelReason;
import dev.countersign.request.DeferralReason;
import dev.countersign.request.Event;
import dev.countersign.request.Event.Detail;
import dev.countersign.request.FailureCode;
import dev.countersign.request.Inspection;
import dev.countersign.request.SettlementReason;
import dev.countersign.request.Via;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {
  private static final EventCodec JSON = new EventCodec(Format.JSON);
  private static final EventCodec AVRO = new EventCodec(Format.AVRO);
  private final EventReader reader = new EventReader();

  /** With {@code TYPE}, {@code TERMINAL} and {@code BLOCK} to be filled in. */
  private static final String GOLDEN =
      """
      {"event_id":"6f1c2a52-0d1d-5f0e-9c11-2d1b5a7e9c11","request_id":"order-42",\
      "application":"shop","user":"ada","type":"TYPE","terminal":TERMINAL,"sequence":3,\
      "occurred_at":"2026-03-01T12:00:00.500Z","observed_at":"2026-03-01T12:00:00.520Z",\
      "observed_via":"WEBSOCKET","payload_uuid":"3f0e1b8c-3a6e-4f5d-8d8a-b5f1a6d1a111",\
      "tx_type":"Payment","context":{"basket":"b","cart":"7"}BLOCK}""";

  private static final String RESOLUTION =
      """
      ,"resolution":{"account":"rA","signer":null,"txid":"F00D","hex":"1200",\
      "multisign_account":null,"dispatched_to":"wss://n","dispatched_nodetype":"TESTNET",\
      "dispatched_result":"tesSUCCESS","environment_nodetype":"TESTNET","environment_networkid":1,\
      "origintype":"QR","signmethod":"PIN","opened_by_deeplink":false,\
      "resolved_at":"2026-03-01T12:00:00.000Z","late":true,"unmet":["account"],"mismatch":[],"unchecked":"not readable"}""";

  private static final String CREATED =
      """
      ,"created":{"push_requested":true,"push_accepted":false,"adopted":false,\
      "expires_at":"2026-03-01T12:00:00.500Z","links":{"always":"https://x/sign/1",\
      "no_push_msg_received":null,"qr_png":"https://x/1.png","qr_matrix":null,\
      "qr_uri_quality_opts":["m","q"],"websocket_status":null}}""";

  private static final String SETTLEMENT =
      ",\"settlement\":{\"network\":\"mainnet\",\"ledger_index\":90000000,"
          + "\"result\":\"tesSUCCESS\",\"delivered_amount\":\"25000000\",\"reason\":%s,"
          + "\"unmet\":[%s],\"mismatch\":[%s]}";

  static Stream<Arguments> goldens() {
    Detail resolution =
        new Detail.Resolution(
            Samples.response(), true, List.of("account"), new Inspection.Unchecked("not readable"));
    Detail created = new Detail.Creation(true, false, false, Samples.AT, Samples.links());
    return Stream.of(
        Arguments.of(
            event(
                Event.Type.DEFERRED,
                false,
                new Detail.Deferral(DeferralReason.BUDGET, Samples.AT.plusSeconds(90))),
            ",\"deferred\":{\"reason\":\"BUDGET\",\"eta\":\"2026-03-01T12:01:30.500Z\"}"),
        Arguments.of(event(Event.Type.CREATED, false, created), CREATED),
        Arguments.of(event(Event.Type.OPENED, false, null), ""),
        Arguments.of(event(Event.Type.SIGNED, true, resolution), RESOLUTION),
        Arguments.of(event(Event.Type.REJECTED, true, resolution), RESOLUTION),
        Arguments.of(
            event(Event.Type.EXPIRED, false, new Detail.Expiry(true, false)),
            ",\"expired\":{\"opened\":true,\"final\":false}"),
        Arguments.of(
            event(Event.Type.CANCELLED, true, new Detail.Cancellation(CancelReason.OK)),
            ",\"cancelled\":{\"reason\":\"OK\"}"),
        Arguments.of(
            event(
                Event.Type.CANCEL_REFUSED,
                false,
                new Detail.Cancellation(CancelReason.ALREADY_OPENED)),
            ",\"cancelled\":{\"reason\":\"ALREADY_OPENED\"}"),
        Arguments.of(event(Event.Type.ABANDONED, true, null), ""),
        Arguments.of(
            event(
                Event.Type.FAILED,
                true,
                new Detail.Failure(FailureCode.PLATFORM_REFUSED, "no \"way\"", 604, "ref")),
            ",\"failure\":{\"code\":\"PLATFORM_REFUSED\",\"message\":\"no \\\"way\\\"\","
                + "\"platform_code\":604,\"platform_reference\":\"ref\"}"),
        Arguments.of(
            event(Event.Type.SETTLED, true, settlement(null, List.of())),
            SETTLEMENT.formatted("null", "", "")),
        Arguments.of(
            event(
                Event.Type.SETTLEMENT_FAILED,
                true,
                settlement(SettlementReason.WRONG_AMOUNT, List.of("amount"))),
            SETTLEMENT.formatted("\"WRONG_AMOUNT\"", "\"amount\"", "\"amount\"")),
        Arguments.of(
            event(
                Event.Type.SETTLEMENT_UNKNOWN,
                true,
                settlement(SettlementReason.NOT_LEARNED_IN_TIME, List.of())),
            SETTLEMENT.formatted("\"NOT_LEARNED_IN_TIME\"", "", "")));
  }

  private static Detail settlement(@Nullable SettlementReason reason, List<String> unmet) {
    return new Detail.Settlement(
        "mainnet", 90_000_000L, "tesSUCCESS", new Amount.Drops("25000000"), reason, unmet, unmet);
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void anEventInJsonIsExactlyThis(Event event, String block) {
    String expected =
        GOLDEN
            .replace("TYPE", event.type().name())
            .replace("TERMINAL", Boolean.toString(event.terminal()))
            .replace("BLOCK", block);
    assertThat(new String(JSON.encode(event), UTF_8)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void anEventInAvroSaysTheSameAsInJson(Event event, String block) throws UndecodableException {
    assertThat(reader.tree(AVRO.encode(event))).isEqualTo(reader.tree(JSON.encode(event)));
  }

  @Test
  void thereIsAGoldenForEachType() {
    assertThat(goldens().map(golden -> ((Event) golden.get()[0]).type()))
        .containsExactlyInAnyOrder(Event.Type.values());
  }

  @Test
  void anEventInAvroReadsBackAsItsRecord() throws UndecodableException {
    SignRequestEvent read = reader.decode(AVRO.encode(event(Event.Type.OPENED, false, null)));
    assertThat(read.getRequestId()).isEqualTo("order-42");
    assertThat(read.getOccurredAt()).isEqualTo(Samples.AT);
    assertThat(read.getCreated()).isNull();
  }

  @Test
  void whatIsUnknownAtTheTopIsNullAndNotAbsent() {
    Event event =
        new Event(
            UUID.randomUUID(),
            Samples.subject(null),
            Event.Type.OPENED,
            false,
            0,
            Samples.AT,
            Samples.AT,
            Via.COMMAND,
            null,
            null);
    assertThat(new String(JSON.encode(event), UTF_8))
        .contains("\"user\":null")
        .contains("\"payload_uuid\":null");
  }

  @Test
  void halfASurrogatePairDoesNotStopAnEvent() throws UndecodableException {
    Event event =
        event(
            Event.Type.FAILED,
            true,
            new Detail.Failure(FailureCode.INVALID_COMMAND, "\ud800!", 1, ""));
    assertThat(reader.tree(JSON.encode(event)).at("/failure/message").asText()).isEqualTo("?!");
    assertThat(reader.tree(AVRO.encode(event)).at("/failure/message").asText()).isEqualTo("?!");
  }

  @Test
  void theHeadersAreACloudEvent() {
    Map<String, String> headers = new LinkedHashMap<>();
    JSON.headers(event(Event.Type.CANCEL_REFUSED, false, null))
        .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    assertThat(headers)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "ce_specversion", "1.0",
                "ce_id", "6f1c2a52-0d1d-5f0e-9c11-2d1b5a7e9c11",
                "ce_source", "/countersign/shop",
                "ce_type", "dev.countersign.sign_request.cancel_refused.v1",
                "ce_subject", "order-42",
                "ce_time", "2026-03-01T12:00:00.500Z",
                "content-type", "application/json",
                "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "tracestate", "vendor=1"));
  }

  @ParameterizedTest
  @EnumSource(Event.Type.class)
  void theSchemaHasEveryType(Event.Type type) {
    assertThat(SignRequestEventType.valueOf(type.name())).hasToString(type.name());
  }

  @ParameterizedTest
  @EnumSource(Via.class)
  void theSchemaHasEveryVia(Via via) {
    assertThat(SignRequestObservedVia.valueOf(via.name())).hasToString(via.name());
  }

  @ParameterizedTest
  @EnumSource(CancelReason.class)
  void theSchemaHasEveryCancelReason(CancelReason reason) {
    assertThat(SignRequestCancelledReason.valueOf(reason.name())).hasToString(reason.name());
  }

  @ParameterizedTest
  @EnumSource(DeferralReason.class)
  void theSchemaHasEveryDeferralReason(DeferralReason reason) {
    assertThat(SignRequestDeferredReason.valueOf(reason.name())).hasToString(reason.name());
  }

  @Test
  void aDeferralWithoutAnEndInSightSaysSo() throws UndecodableException {
    Event event =
        event(
            Event.Type.DEFERRED,
            false,
            new Detail.Deferral(DeferralReason.PLATFORM_UNREACHABLE, null));
    for (EventCodec codec : List.of(JSON, AVRO)) {
      assertThat(reader.tree(codec.encode(event)).path("deferred"))
          .hasToString("{\"reason\":\"PLATFORM_UNREACHABLE\",\"eta\":null}");
    }
  }

  @ParameterizedTest
  @EnumSource(FailureCode.class)
  void theSchemaHasEveryFailureCode(FailureCode code) {
    assertThat(SignRequestFailureCode.valueOf(code.name())).hasToString(code.name());
  }

  @Test
  void whatIsNoEventIsSaidToBeNone() {
    for (String value : new String[] {"", "[]", "{", "x"}) {
      assertThat(catchThrowable(() -> reader.tree(value.getBytes(UTF_8))))
          .isInstanceOf(UndecodableException.class);
    }
  }
}
