package dev.countersign;

import static org.assertj.core.api.Assertions.assertThat;

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

  private static String deferred(String reason, String eta) throws IOException {
    return EventLine.of(
        JSON.readTree(
            """
            {"observed_at":"2026-03-01T12:00:00Z","type":"DEFERRED","request_id":"order-1",
             "user":"ada","deferred":{"reason":%s,"eta":%s}}"""
                .formatted(reason, eta)));
  }
}
