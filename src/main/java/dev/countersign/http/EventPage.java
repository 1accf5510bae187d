package dev.countersign.http;

import dev.countersign.worker.RecentEvents;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** {@code GET /api/events}: the newest events and those that come, as server-sent events. */
final class EventPage implements AutoCloseable {
  /** Each may have a megabyte that it has not read. */
  static final int MOST = 16;

  /** Shorter than what ends a connection on which nothing happens, here and in most proxies. */
  private static final Duration KEEPALIVE = Duration.ofSeconds(15);

  private static final Duration SOON = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final Operators operators;
  private final RecentEvents events;
  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();

  EventPage(Vertx vertx, Operators operators, RecentEvents events) {
    this.vertx = vertx;
    this.operators = operators;
    this.events = events;
  }

  Route route() {
    return new Route(
        HttpMethod.GET,
        "/api/events",
        Route.Audience.OPERATIONS,
        exchange -> operators.admit(exchange, () -> follow(exchange)));
  }

  private void follow(Exchange exchange) {
    if (exchange.method().equals("HEAD")) {
      exchange.answer(200, EventStream.TYPE, Buffer.buffer());
      return;
    }
    if (streams.size() >= MOST) {
      exchange.problem(503, MOST + " look on at this worker already; ask another one", SOON);
      return;
    }
    new Following(exchange).begin();
  }

  /** From the first look to the last. */
  private final class Following {
    private final EventStream stream;
    private Runnable detach = () -> {};

    Following(Exchange exchange) {
      this.stream = new EventStream(vertx, exchange, KEEPALIVE, this::ended);
    }

    void begin() {
      streams.add(stream);
      Runnable attached = events.attach(stream);
      if (attached == null) {
        stream.trouble("the worker is starting or ending; /health/ready says why");
        stream.end();
      } else {
        detach = attached;
      }
    }

    private void ended() {
      streams.remove(stream);
      detach.run();
    }
  }

  /** So that nobody's look keeps the worker from ending. */
  @Override
  public void close() {
    streams.forEach(EventStream::end);
  }
}
