package dev.countersign.platform;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange with a limit on its time and size. It knows at every moment whether the request
 * has left: a create that certainly has not needs no read to settle it. Confined to one context.
 */
final class HttpAttempt<T> {
  private static final int BODY_LIMIT = 1024 * 1024;

  /** A connection takes no longer, unless nothing ran meanwhile. */
  private static final Duration CONNECTED = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final Function<JsonNode, @Nullable T> reader;
  private final Consumer<Allowance> allowances;
  private final Promise<Answer<T>> promise = Promise.promise();
  private final Instant begunAt;
  private @Nullable HttpClientRequest request;

  HttpAttempt(
      InstantSource clock, Function<JsonNode, @Nullable T> reader, Consumer<Allowance> allowances) {
    this.clock = clock;
    this.begunAt = clock.instant();
    this.reader = reader;
    this.allowances = allowances;
  }

  Future<Answer<T>> answer() {
    return promise.future();
  }

  void start(
      Vertx vertx,
      HttpClient client,
      RequestOptions options,
      @Nullable String body,
      Duration limit) {
    long timer =
        vertx.setTimer(
            limit.toMillis(), _ -> giveUp("no complete answer within " + limit.toMillis() + " ms"));
    promise.future().onComplete(_ -> vertx.cancelTimer(timer));
    client
        .request(options)
        .onSuccess(connected -> send(connected, body))
        .onFailure(failure -> giveUp(describe(failure)));
  }

  private void send(HttpClientRequest connected, @Nullable String body) {
    // Without it, a request that is reset before it was sent is logged as an error.
    connected.exceptionHandler(failure -> giveUp(describe(failure)));
    boolean stoodStill = clock.instant().isAfter(begunAt.plus(CONNECTED));
    if (stoodStill) {
      giveUp("this process stood still before the request could leave");
    }
    if (promise.future().isComplete()) {
      connected.reset();
      return;
    }
    request = connected;
    Future<HttpClientResponse> response =
        body == null
            ? connected.send()
            : connected.send(Buffer.buffer(body.getBytes(StandardCharsets.UTF_8)));
    response.onSuccess(this::receive).onFailure(failure -> giveUp(describe(failure)));
  }

  private void receive(HttpClientResponse response) {
    Allowance told = Allowance.of(response.headers());
    if (told != null) {
      allowances.accept(told);
    }
    Buffer body = Buffer.buffer();
    response.exceptionHandler(failure -> giveUp(describe(failure)));
    response.handler(
        chunk -> {
          if (body.length() + chunk.length() > BODY_LIMIT) {
            giveUp("HTTP " + response.statusCode() + " with a body over 1 MiB");
          } else {
            body.appendBuffer(chunk);
          }
        });
    response.endHandler(
        _ ->
            promise.tryComplete(
                Verdict.of(
                    response.statusCode(),
                    response.headers(),
                    body.toString(StandardCharsets.UTF_8),
                    clock.instant(),
                    reader)));
  }

  private void giveUp(String reason) {
    boolean first = promise.tryComplete(new Answer.Unclear<>(reason, request != null));
    if (first && request != null) {
      request.reset();
    }
  }

  private static String describe(Throwable failure) {
    return failure.getClass().getSimpleName() + ": " + failure.getMessage();
  }
}
