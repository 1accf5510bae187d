package dev.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exit statuses are API: scripts go by them. */
class OutcomeTest {

  @ParameterizedTest
  @CsvSource({
    "SIGNED, 0",
    "SETTLED, 0",
    "REJECTED, 1",
    "EXPIRED, 2",
    "ABANDONED, 2",
    "CANCELLED, 3",
    "SETTLEMENT_FAILED, 4",
    "FAILED, 65",
    "SETTLEMENT_UNKNOWN, 75"
  })
  void theEndOfARequestIsAStatus(String type, int status) {
    assertThat(Outcome.of(event(type, true), false)).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DEFERRED", "CREATED", "OPENED", "SIGNED", "EXPIRED", "CANCEL_REFUSED"})
  void whatDoesNotEndItIsNotTheEnd(String type) {
    assertThat(Outcome.of(event(type, false), false)).isNull();
  }

  @Test
  void whoCancelsIsAnsweredByTheCancelsFate() {
    assertThat(Outcome.of(event("CANCELLED", true), true)).isZero();
    assertThat(Outcome.of(event("CANCEL_REFUSED", false), true)).isEqualTo(1);
  }

  private static JsonNode event(String type, boolean terminal) {
    return new ObjectMapper().createObjectNode().put("type", type).put("terminal", terminal);
  }
}
