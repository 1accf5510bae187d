package dev.countersign.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.countersign.config.CountersignConfig;
import dev.countersign.tracing.LogLine;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for a request to be cancelled as any service would: by a command in the command topic. It is
 * a person who asks, so there is no producer that waits for the next time.
 */
public final class Cancels {
  private static final Logger log = LoggerFactory.getLogger(Cancels.class);
  private static final int MOST = 4;

  private final CountersignConfig config;
  private final Semaphore places = new Semaphore(MOST);

  Cancels(CountersignConfig config) {
    this.config = config;
  }

  /** Ends when the command is written, or fails with why it may not be. */
  public CompletionStage<Void> ask(String application, String requestId) {
    if (!places.tryAcquire()) {
      return CompletableFuture.failedFuture(
          new IllegalStateException(MOST + " cancels are being written already"));
    }
    CompletableFuture<Void> written = new CompletableFuture<>();
    Thread.startVirtualThread(
        () -> {
          try {
            write(application, requestId);
            written.complete(null);
          } catch (RuntimeException e) {
            written.completeExceptionally(e);
          } finally {
            places.release();
          }
        });
    return written;
  }

  private void write(String application, String requestId) {
    String command =
        JsonNodeFactory.instance
            .objectNode()
            .put("action", "CANCEL")
            .put("id", requestId)
            .put("application", application)
            .toString();
    String clientId = config.groupId() + '-' + config.workerId() + "-cancel";
    try (CommandWriter writer = new CommandWriter(config.kafka(), clientId)) {
      writer.write(
          new ProducerRecord<>(
              config.topics().commands(), requestId.getBytes(UTF_8), command.getBytes(UTF_8)));
    }
    LogLine.about(log.atInfo(), requestId)
        .addKeyValue("application", application)
        .log("cancel asked for by the operator");
  }
}
