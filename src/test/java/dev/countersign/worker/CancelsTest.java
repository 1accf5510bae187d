package dev.countersign.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.config.ConfigLoader;
import dev.countersign.config.CountersignConfig;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CancelsTest {
  private static CountersignConfig nowhere(String patience) {
    return ConfigLoader.load(
            Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1", "KAFKA_PRODUCER_MAX_BLOCK_MS", patience),
            new Properties(),
            null,
            ConfigLoader.Applications.NOT_READ,
            () -> "w")
        .config();
  }

  @Test
  void whatCannotBeWrittenIsSaid() {
    CompletableFuture<Void> written =
        new Cancels(nowhere("50")).ask("default", "r-1").toCompletableFuture();

    assertThatThrownBy(written::join)
        .hasStackTraceContaining("not sent to sign-request.commands at 127.0.0.1:1");
  }

  @Test
  void onlyAFewWaitForAKafkaThatDoesNotAnswer() {
    Cancels cancels = new Cancels(nowhere("300"));
    List<CompletableFuture<Void>> asked =
        IntStream.range(0, 6)
            .mapToObj(i -> cancels.ask("default", "r-" + i).toCompletableFuture())
            .toList();

    assertThat(asked.subList(4, 6)).allMatch(CompletableFuture::isCompletedExceptionally);
    assertThatThrownBy(asked.get(5)::join).hasStackTraceContaining("4 cancels are being written");
    asked.subList(0, 4).forEach(one -> assertThatThrownBy(one::join).isNotNull());
  }
}
