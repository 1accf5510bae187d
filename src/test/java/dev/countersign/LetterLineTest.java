package dev.countersign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.wire.DeadLetterCode;
import dev.countersign.wire.Letter;
import dev.countersign.wire.Letters;
import java.io.IOException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class LetterLineTest {
  private static final byte[] VALUE = "{\"bearer\":\"secret\"}".getBytes(UTF_8);

  @Test
  void aLineSaysWhenWhereWhyWhichAndWhence() {
    assertThat(LetterLine.of(letter(), 1))
        .isEqualTo(
            letter().at() + "  0@5  INVALID_COMMAND       order-1  much  (from commands-3@17)");
  }

  @Test
  void howOftenIsToldFromTheSecondTimeOn() {
    assertThat(LetterLine.of(letter(), 3)).endsWith("(from commands-3@17, 3 times)");
  }

  @Test
  void whatIsInTheRecordIsNotShown() {
    assertThat(LetterLine.of(letter(), 1)).doesNotContain("secret");
    assertThat(LetterLine.json(letter(), 1)).doesNotContain("secret");
  }

  @Test
  void jsonHasTheSame() throws IOException {
    JsonNode json = new ObjectMapper().readTree(LetterLine.json(letter(), 2));
    assertThat(json.path("at").asText()).isEqualTo(letter().at().toString());
    assertThat(json.path("offset").asLong()).isEqualTo(5);
    assertThat(json.path("code").asText()).isEqualTo("INVALID_COMMAND");
    assertThat(json.path("message").asText()).isEqualTo("much");
    assertThat(json.path("request_id").asText()).isEqualTo("order-1");
    assertThat(json.path("origin").toString())
        .isEqualTo("{\"topic\":\"commands\",\"partition\":3,\"offset\":17}");
    assertThat(json.path("stage").asText()).isEqualTo("TASK_PUT");
    assertThat(json.path("times").asInt()).isEqualTo(2);
    assertThat(json.path("value_bytes").asInt()).isEqualTo(VALUE.length);
  }

  @Test
  void whatSomebodyElseWroteIsOneLineToo() {
    ProducerRecord<byte[], byte[]> stranger = new ProducerRecord<>("dead", null, null);
    stranger.headers().add("countersign.error.code", "A\u001b[31m\nB".getBytes(UTF_8));

    assertThat(LetterLine.of(Letters.read(stranger, 5), 1))
        .contains("A?[31m?B", "from somewhere, without its value")
        .doesNotContain("\u001b", "\n");
  }

  private static Letter letter() {
    return Letters.read(
        Letters.about(DeadLetterCode.INVALID_COMMAND, new RecordHeaders(), VALUE, "order-1"), 5);
  }
}
