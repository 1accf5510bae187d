package dev.countersign.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventStreamTest {
  private static final Duration KEEPALIVE = Duration.ofMillis(20);

  private final BlockingQueue<EventStream> streams = new LinkedBlockingQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ConsoleUnderTest console = new ConsoleUnderTest(null, this::routes);
  private final BlockingQueue<Context> loops = new LinkedBlockingQueue<>();
  private Socket reader;

  private List<Route> routes(Vertx vertx, Operators operators) {
    return List.of(
        new Route(
            HttpMethod.GET,
            "/stream",
            Route.Audience.OPERATIONS,
            exchange -> {
              loops.add(vertx.getOrCreateContext());
              streams.add(new EventStream(vertx, exchange, KEEPALIVE, closed::countDown));
            }));
  }

  @BeforeEach
  void open() throws IOException {
    reader = new Socket("127.0.0.1", console.port());
    reader
        .getOutputStream()
        .write("GET /stream HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n".getBytes(US_ASCII));
  }

  @AfterEach
  void close() throws IOException {
    reader.close();
    console.close();
  }

  private BufferedReader lines() throws IOException {
    return new BufferedReader(new InputStreamReader(reader.getInputStream(), UTF_8));
  }

  @Test
  void eventsAndTroublesAreSentInTheirOrder() throws Exception {
    EventStream stream = streams.take();
    stream.events(List.of("{\"a\":1}", "{\"b\":\"é\"}"), 3);
    stream.trouble("a \"quoted\"\nreason");
    stream.end();

    assertThat(lines().lines().filter(line -> line.matches("(event|data|content-type): .*")))
        .containsExactly(
            "content-type: text/event-stream; charset=utf-8",
            "event: events",
            "data: {\"left_out\":3,\"events\":[{\"a\":1},{\"b\":\"é\"}]}",
            "event: trouble",
            "data: {\"why\":\"a \\\"quoted\\\"\\nreason\"}");
  }

  @Test
  void aConnectionOnWhichNothingHappensIsKeptAlive() throws Exception {
    EventStream stream = streams.take();
    BufferedReader lines = lines();

    assertThat(lines.lines().filter(": still here"::equals).limit(3)).hasSize(3);
    stream.end();
  }

  @Test
  void whoDoesNotReadIsCutOff() throws Exception {
    EventStream stream = streams.take();
    List<String> much = Collections.nCopies(100, "\"" + "x".repeat(8_000) + "\"");
    int sent = 0;
    while (!closed.await(10, TimeUnit.MILLISECONDS)) {
      stream.events(much, 0);
      sent++;
    }

    // What the connection itself holds is some megabytes.
    assertThat(sent).isBetween(2, 200);
  }

  @Test
  void whoIsSentMoreThanCanBeWrittenMeanwhileIsCutOff() throws Exception {
    EventStream stream = streams.take();
    CountDownLatch busy = new CountDownLatch(1);
    loops.take().runOnContext(_ -> await(busy));
    for (int i = 0; i < 10; i++) {
      stream.trouble("number " + i);
    }
    busy.countDown();

    assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whoGoesIsForgotten() throws Exception {
    streams.take();
    reader.close();

    assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
  }
}
