package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
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
            "__connect.errors.connector.name=fleet",
            "__connect.errors.task.id=5",
            "__connect.errors.stage=VALUE_CONVERTER",
            "__connect.errors.class.name=dev.countersign.wire.CommandPeek",
            "__connect.errors.exception.class.name=dev.countersign.wire.UndecodableException",
            "__connect.errors.exception.message=much",
            "countersign.request.id=order-42");
  }

  @Test
  void anUnknownRequestHasNoIdHeader() {
    assertThat(letter(null).headers().lastHeader("countersign.request.id")).isNull();
  }

  @Test
  void whatBrokeTheCodeIsToldWithWhereAndWithoutWhatItSaid() {
    RuntimeException thrown =
        new IllegalStateException("a secret", new IllegalArgumentException("another"));

    ProducerRecord<byte[], byte[]> letter =
        letter(
            new Fault(
                DeadLetterCode.INTERNAL,
                "much",
                Fault.Stage.TASK_PUT,
                5,
                CommandPeek.class,
                thrown),
            null);

    assertThat(text(letter, "__connect.errors.exception.class.name"))
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(text(letter, "__connect.errors.exception.stacktrace"))
        .startsWith("java.lang.IllegalStateException\n\tat " + getClass().getName())
        .contains("\nCaused by: java.lang.IllegalArgumentException\n")
        .doesNotContain("secret", "another");
  }

  @Test
  void aTraceWithoutEndIsCut() {
    StackOverflowError deep = new StackOverflowError();
    StackTraceElement frame = deep.getStackTrace()[0];
    deep.setStackTrace(Collections.nCopies(1_000, frame).toArray(StackTraceElement[]::new));

    ProducerRecord<byte[], byte[]> letter =
        letter(
            new Fault(
                DeadLetterCode.INTERNAL, "", Fault.Stage.TASK_PUT, 5, CommandPeek.class, deep),
            null);

    assertThat(text(letter, "__connect.errors.exception.stacktrace").lines()).hasSize(31);
  }

  private static String text(ProducerRecord<byte[], byte[]> letter, String header) {
    return new String(letter.headers().lastHeader(header).value(), UTF_8);
  }

  private static ProducerRecord<byte[], byte[]> letter(@Nullable String requestId) {
    return letter(
        Fault.at(
            Fault.Stage.VALUE_CONVERTER, 5, CommandPeek.class, DeadLetterCode.TOO_LARGE, "much"),
        requestId);
  }

  private static ProducerRecord<byte[], byte[]> letter(Fault fault, @Nullable String requestId) {
    return DeadLetterCodec.encode(
        "dead", "fleet", ORIGIN, ORIGINAL, new byte[] {1, 2}, fault, requestId);
  }
}
