package dev.countersign.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import java.time.Duration;
import java.util.function.Consumer;

/** Sends one attempt over HTTP, with exactly the headers of PROTOCOL §8.1. */
final class WebhookPost {
  /** Until the response headers (PROTOCOL §8.3). */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Receivers do not become faster with the sandbox's clock. */
  private static final Duration REAL_GRACE = Duration.ofSeconds(1);

  private static final int CONNECTIONS = 256;

  /** Below what servers usually have, so that a connection is rarely used as it is closed. */
  private static final int KEEP_ALIVE_SECONDS = 3;

  /** How an attempt ended. */
  sealed interface Result {
    record Answered(int status) implements Result {}

    record TimedOut() implements Result {}

    record Unreachable() implements Result {}
  }

  private final Loop loop;
  private final Timeline timeline;
  private final WebClient client;

  WebhookPost(Vertx vertx, Loop loop, Timeline timeline) {
    this.loop = loop;
    this.timeline = timeline;
    this.client =
        WebClient.create(
            vertx,
            new WebClientOptions()
                .setUserAgent("xumm-webhook")
                .setFollowRedirects(false)
                .setConnectTimeout(Math.toIntExact(PATIENCE.toMillis()))
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  }

  void send(WebhookMessage message, int number, boolean signed, Consumer<Result> end) {
    String timestamp = Long.toString(timeline.now().getEpochSecond());
    HttpRequest<Buffer> request =
        client
            .requestAbs(HttpMethod.POST, message.url().toString())
            .putHeader("content-type", "application/json")
            .putHeader("x-xumm-attempt", Integer.toString(number))
            .putHeader("x-xumm-payload", message.payload())
            .putHeader("x-xumm-request-timestamp", timestamp)
            .idleTimeout(longestRealMillis());
    if (signed) {
      String secret = message.application().credentials.secret();
      request.putHeader(
          "x-xumm-request-signature", WebhookSignature.of(secret, timestamp, message.body()));
    }
    new Exchange(end).start(request, Buffer.buffer(message.body()));
  }

  /** Cleans up behind a receiver that never answers; what counts is the sandbox's clock. */
  private long longestRealMillis() {
    double real = (double) PATIENCE.toMillis() / Math.min(1, timeline.speed());
    return PATIENCE.toMillis() + (long) real;
  }

  private final class Exchange {
    private final Consumer<Result> end;
    private final long realStart = System.nanoTime();
    private final Timeline.Waiting deadline;
    private boolean headersSeen;
    private boolean over;

    Exchange(Consumer<Result> end) {
      this.end = end;
      this.deadline = timeline.after(PATIENCE, this::late);
    }

    void start(HttpRequest<Buffer> request, Buffer body) {
      request
          .as(new Headers(this::headers))
          .sendBuffer(body)
          .map(HttpResponse::statusCode)
          .onSuccess(status -> end(new Result.Answered(status)))
          .onFailure(failure -> end(new Result.Unreachable()));
    }

    private void headers() {
      headersSeen = true;
      deadline.cancel();
    }

    private void late() {
      long real = (System.nanoTime() - realStart) / 1_000_000;
      loop.afterRealMillis(
          REAL_GRACE.toMillis() - real,
          () -> {
            if (!headersSeen) {
              end(new Result.TimedOut());
            }
          });
    }

    private void end(Result result) {
      if (!over) {
        over = true;
        deadline.cancel();
        end.accept(result);
      }
    }
  }

  /** Reports that the headers are there, and throws the body away. */
  private record Headers(Runnable seen) implements BodyCodec<Void> {
    @Override
    public BodyStream<Void> stream() throws Exception {
      seen.run();
      return BodyCodec.none().stream();
    }
  }
}
