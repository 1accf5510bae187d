package dev.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class EventLineTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aDeferralSaysWhyAndUntilWhen() throws IOException {
    assertThat(deferred("\"BUDGET\"", "\"2026-03-01T12:01:30.500Z\""))
        .isEqualTo(
            "2026-03-01T12:00:00Z  DEFERRED       order-1  (ada)"
                + "  BUDGET, likely until 2026-03-01T12:01:30.500Z");
  }

  @Test
  void aDeferralWithoutAnEndInSightSaysWhy() throws IOException {
    assertThat(deferred("\"PLATFORM_UNREACHABLE\"", "null")).endsWith("  PLATFORM_UNREACHABLE");
  }

  @Test
  void onATerminalTheTypeIsInColourAndTheRequestsAreAColumn() throws IOException {
    assertThat(EventLine.of(event("order-1"), true))
        .isEqualTo(
            "\u001b[2m2026-03-01T12:00:00Z\u001b[0m  \u001b[31mREJECTED          \u001b[0m "
                + " order-1                  (-)");
  }

  @Test
  void whatSomebodyNamedARequestCannotMoveTheCursor() throws IOException {
    assertThat(EventLine.of(event("a\\u001b[2J"))).contains("a?[2J").doesNotContain("\u001b");
  }

  @Test
  void aSettlementSaysWhatArrivedAndWhere() throws IOException {
    assertThat(
            settlement(
                """
                "network":"mainnet","ledger_index":90,"result":"tesSUCCESS",
                "delivered_amount":"25000000","reason":null,"unmet":[],"mismatch":[]"""))
        .endsWith("(ada)  tesSUCCESS in ledger 90 of mainnet, delivered 25000000");
  }

  @Test
  void aSettlementThatFailedSaysWhyAndWhatWasNotMet() throws IOException {
    assertThat(
            settlement(
                """
                "network":"mainnet","ledger_index":90,"result":"tesSUCCESS",
                "delivered_amount":"1","reason":"WRONG_AMOUNT","unmet":["amount"],"mismatch":["Flags"]"""))
        .endsWith(
            "(ada)  WRONG_AMOUNT, tesSUCCESS in ledger 90 of mainnet, delivered 1, unmet: amount,"
                + " not as asked: Flags");
    assertThat(
            settlement(
                """
                "network":"mainnet","ledger_index":null,"result":null,"delivered_amount":null,
                "reason":"LAST_LEDGER_SEQUENCE_PASSED","unmet":[],"mismatch":[]"""))
        .endsWith("(ada)  LAST_LEDGER_SEQUENCE_PASSED, mainnet");
  }

  private static String settlement(String fields) throws IOException {
    return EventLine.of(
        JSON.readTree(
            """
            {"observed_at":"2026-03-01T12:00:00Z","type":"SETTLED","request_id":"order-1",
             "user":"ada","settlement":{%s}}"""
                .formatted(fields)));
  }

  private static JsonNode event(String requestId) throws IOException {
    return JSON.readTree(
        """
        {"observed_at":"2026-03-01T12:00:00Z","type":"REJECTED","request_id":"%s","user":null}"""
            .formatted(requestId));
  }

  private static String deferred(String reason, String eta) throws IOException {
    return EventLine.of(
        JSON.readTree(
            """
            {"observed_at":"2026-03-01T12:00:00Z","type":"DEFERRED","request_id":"order-1",
             "user":"ada","deferred":{"reason":%s,"eta":%s}}"""
                .formatted(reason, eta)));
  }
}
