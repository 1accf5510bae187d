package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadLetterCodecTest {
  private static final Origin ORIGIN = new Origin("commands", 3, 17, Samples.AT, new byte[] {7});
  private static final Headers ORIGINAL =
      new RecordHeaders().add("x", new byte[] {1}).add("x", null);

  @Test
  void keyAndValueAreTheOriginalBytes() {
    ProducerRecord<byte[], byte[]> letter = letter("order-42");
    assertThat(letter.topic()).isEqualTo("dead");
    assertThat(letter.partition()).isNull();
    assertThat(letter.key()).containsExactly(7);
    assertThat(letter.value()).containsExactly(1, 2);
  }

  @Test
  void theReasonFollowsTheOriginalHeaders() {
    List<String> headers = new ArrayList<>();
    letter("order-42")
        .headers()
        .forEach(
            header ->
                headers.add(
                    header.key()
                        + '='
                        + (header.value() == null ? "null" : new String(header.value(), UTF_8))));
    assertThat(headers)
        .containsExactly(
            "x=\u0001",
            "x=null",
            "countersign.error.code=TOO_LARGE",
            "__connect.errors.topic=commands",
            "__connect.errors.partition=3",
            "__connect.errors.offset=17",
            "__connect.errors.exception.message=much",
            "countersign.request.id=order-42");
  }

  @Test
  void anUnknownRequestHasNoIdHeader() {
    assertThat(letter(null).headers().lastHeader("countersign.request.id")).isNull();
  }

  private static ProducerRecord<byte[], byte[]> letter(@Nullable String requestId) {
    return DeadLetterCodec.encode(
        "dead", ORIGIN, ORIGINAL, new byte[] {1, 2}, DeadLetterCode.TOO_LARGE, "much", requestId);
  }
}
