package dev.countersign.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class JsonLinesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");

  private static String line(@Nullable Throwable thrown, String message, KeyValuePair... pairs) {
    LoggingEvent event =
        new LoggingEvent(
            "fqcn",
            new LoggerContext().getLogger("dev.countersign.worker.OwnerLoop"),
            Level.WARN,
            message,
            thrown,
            null);
    event.setInstant(NOW);
    event.setThreadName("countersign-owner");
    event.setKeyValuePairs(List.of(pairs));
    return new String(new JsonLines().encode(event), UTF_8);
  }

  private static JsonNode read(String line) throws IOException {
    return new ObjectMapper().readTree(line);
  }

  @Test
  void aLineIsOneFlatObject() {
    assertThat(line(null, "SIGNED", new KeyValuePair("request_id", "r-1")))
        .isEqualTo(
            "{\"timestamp\":\"2026-03-01T12:00:00.123Z\",\"level\":\"WARN\","
                + "\"logger\":\"dev.countersign.worker.OwnerLoop\",\"thread\":\"countersign-owner\","
                + "\"message\":\"SIGNED\",\"request_id\":\"r-1\"}\n");
  }

  @Test
  void numbersAndListsStayWhatTheyAre() throws IOException {
    JsonNode line =
        read(
            line(
                null,
                "x",
                new KeyValuePair("count", 3),
                new KeyValuePair("offset", 4_000_000_000L),
                new KeyValuePair("open", true),
                new KeyValuePair("partitions", List.of(1, 2)),
                new KeyValuePair("since", NOW)));

    assertThat(line.path("count").isInt()).isTrue();
    assertThat(line.path("offset").asLong()).isEqualTo(4_000_000_000L);
    assertThat(line.path("open").isBoolean()).isTrue();
    assertThat(line.path("partitions")).hasSize(2);
    assertThat(line.path("since").asText()).isEqualTo(NOW.toString());
  }

  @Test
  void nothingBreaksTheLine() throws IOException {
    String line = line(null, "two\nlines \"quoted\"", new KeyValuePair("why", "a\u2028b\r\nc"));

    assertThat(line.strip().lines()).hasSize(1);
    assertThat(read(line).path("message").asText()).isEqualTo("two\nlines \"quoted\"");
  }

  @Test
  void aKeyDoesNotHideWhatEveryLineHasAndIsWrittenOnce() throws IOException {
    String line =
        line(
            null,
            "real",
            new KeyValuePair("message", "false"),
            new KeyValuePair("why", "first"),
            new KeyValuePair("why", "second"));

    assertThat(read(line).path("message").asText()).isEqualTo("real");
    assertThat(read(line).path("why").asText()).isEqualTo("first");
    assertThat(line).doesNotContain("false", "second");
  }

  @Test
  void whatIsNullIsLeftOut() throws IOException {
    assertThat(read(line(null, "x", new KeyValuePair("payload", null))).has("payload")).isFalse();
  }

  @Test
  void anErrorHasItsCausesAndItsStack() throws IOException {
    JsonNode line = read(line(new IllegalStateException("no", new IOException("disk")), "x"));

    assertThat(line.path("error").asText()).isEqualTo("java.lang.IllegalStateException: no");
    assertThat(line.path("stack_trace").asText())
        .contains("Caused by: java.io.IOException: disk", "at dev.countersign.logs.JsonLinesTest");
  }
}
