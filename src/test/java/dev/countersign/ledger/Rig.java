package dev.countersign.ledger;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A reader of the main network with nodes for a test, and a clock that the test moves. */
final class Rig implements AfterEachCallback {
  /** An answer that comes is never too late, however busy the machine is. */
  static final Patience PATIENT = waiting(Duration.ofSeconds(15));

  static final Question QUESTION = new Question(Bodies.TXID, 2000L, 1500L, Bodies.PAYER, null);

  private static Patience waiting(Duration answer) {
    return new Patience(
        answer,
        1000,
        Duration.ofSeconds(20),
        Duration.ofSeconds(1),
        Duration.ofMinutes(1),
        Duration.ofMinutes(10),
        Duration.ofSeconds(3));
  }

  private final Vertx vertx = Vertx.vertx();
  private final List<LedgerReader> readers = new ArrayList<>();
  private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private Patience patience = PATIENT;

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, SECONDS);
  }

  /** For answers that never come: two seconds are waited for each. */
  Rig hasty() {
    return with(waiting(Duration.ofSeconds(2)));
  }

  Rig with(Patience other) {
    patience = other;
    return this;
  }

  FakeNode node() throws Exception {
    return new FakeNode(vertx);
  }

  Vertx vertx() {
    return vertx;
  }

  LedgerReader reader(String... urls) {
    return reader(0, urls);
  }

  LedgerReader reader(long networkId, String... urls) {
    NetworkNodes nodes =
        new NetworkNodes("mainnet", networkId, Stream.of(urls).map(URI::create).toList());
    LedgerReader reader =
        new LedgerReader(
            vertx,
            vertx.getOrCreateContext(),
            () -> now,
            new SplittableRandom(1),
            List.of(nodes),
            patience);
    readers.add(reader);
    return reader;
  }

  static Fate fate(LedgerReader reader) throws Exception {
    return fate(reader, QUESTION);
  }

  static Fate fate(LedgerReader reader, Question question) throws Exception {
    return await(reader.fate("mainnet", question));
  }

  Fate fateFrom(String... urls) throws Exception {
    return fate(reader(urls));
  }

  void timePasses(Duration by) {
    now = now.plus(by);
  }

  /** Where nobody listens. */
  static String deadUrl() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return "http://127.0.0.1:" + socket.getLocalPort();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    for (LedgerReader reader : readers) {
      await(reader.close());
    }
    await(vertx.close());
  }
}
