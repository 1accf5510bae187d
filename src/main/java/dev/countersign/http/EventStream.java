package dev.countersign.http;

import dev.countersign.worker.Onlooker;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One reader of server-sent events. Who does not read what is sent is cut off, so that nothing
 * piles up here; a page comes back by itself.
 */
final class EventStream implements Onlooker {
  static final String TYPE = "text/event-stream; charset=utf-8";

  /** More than the newest events have, which are sent at once. */
  private static final int MOST_UNREAD = 1024 * 1024;

  private static final int MOST_UNSENT = 8;

  private final Exchange exchange;
  private final HttpServerResponse response;
  private final AtomicInteger unsent = new AtomicInteger();
  private final Runnable over;
  private boolean isOver;

  /**
   * @param keepalive after that long something is sent, whatever happens
   * @param closed is told when it is over, maybe more than once
   */
  EventStream(Vertx vertx, Exchange exchange, Duration keepalive, Runnable closed) {
    this.exchange = exchange;
    this.response = exchange.open(TYPE);
    response.setWriteQueueMaxSize(MOST_UNREAD);
    long timer =
        vertx.setPeriodic(
            keepalive.toMillis(), _ -> exchange.then(() -> write(": still here\n\n")));
    this.over =
        () -> {
          isOver = true;
          vertx.cancelTimer(timer);
          closed.run();
        };
    response.exceptionHandler(_ -> over.run());
    response.endHandler(_ -> over.run());
    response.closeHandler(_ -> over.run());
    response.write("retry: 2000\n\n");
  }

  @Override
  public void events(List<String> json, long leftOut) {
    send("events", "{\"left_out\":" + leftOut + ",\"events\":[" + String.join(",", json) + "]}");
  }

  @Override
  public void trouble(String why) {
    send("trouble", new JsonObject().put("why", why).encode());
  }

  /** Called by whoever reads the events, who waits for nobody. */
  private void send(String name, String data) {
    if (unsent.incrementAndGet() > MOST_UNSENT) {
      exchange.then(this::cutOff);
      return;
    }
    exchange.then(
        () -> {
          unsent.decrementAndGet();
          write("event: " + name + "\ndata: " + data + "\n\n");
        });
  }

  private void write(String text) {
    if (isOver) {
      return;
    }
    if (response.writeQueueFull()) {
      cutOff();
    } else {
      response.write(text);
    }
  }

  /**
   * The connection may last until its idle time is over: what ends it stands behind what is not
   * read.
   */
  private void cutOff() {
    over.run();
    response.reset();
  }

  /** The worker ends. */
  void end() {
    exchange.then(
        () -> {
          if (!isOver) {
            response.end();
          }
        });
  }
}
