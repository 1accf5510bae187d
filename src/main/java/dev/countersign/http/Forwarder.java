package dev.countersign.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks another worker of the fleet. The question names the fleet, and so must the answer: whatever
 * else may listen at an address that a worker had once says nothing about a request.
 */
final class Forwarder {
  /** Names the fleet; who gets a question with it does not ask anybody else. */
  static final String HOP = "countersign-hop";

  private static final int LARGEST = 256 * 1024;
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final Vertx vertx;
  private final HttpClient client;
  private final String fleet;

  /** The answer of another worker, to be passed on as it is. */
  record Reply(
      int status,
      String type,
      @Nullable String retryAfter,
      @Nullable String challenge,
      Buffer body) {}

  Forwarder(Vertx vertx, String fleet) {
    this.vertx = vertx;
    this.fleet = fleet;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout((int) CONNECT.toMillis()),
            new PoolOptions().setHttp1MaxSize(32).setMaxWaitQueueSize(256));
  }

  /** Fails, with a message for a person, unless a worker of the fleet has answered. */
  Future<Reply> ask(URI worker, String path, String authorization) {
    Promise<Reply> reply = Promise.promise();
    long timer =
        vertx.setTimer(
            PATIENCE.toMillis(),
            _ -> reply.tryFail("no answer within " + PATIENCE.toMillis() + " ms"));
    reply.future().onComplete(_ -> vertx.cancelTimer(timer));
    client
        .request(
            new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(worker + path)
                .setFollowRedirects(false)
                .putHeader("authorization", authorization)
                .putHeader(HOP, fleet))
        .onSuccess(request -> send(request, reply))
        .onFailure(failure -> reply.tryFail(describe(failure)));
    return reply.future();
  }

  static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private void send(HttpClientRequest request, Promise<Reply> reply) {
    reply.future().onFailure(_ -> request.reset());
    request
        .send()
        .onSuccess(response -> receive(response, reply))
        .onFailure(failure -> reply.tryFail(describe(failure)));
  }

  private void receive(HttpClientResponse response, Promise<Reply> reply) {
    response.exceptionHandler(failure -> reply.tryFail(describe(failure)));
    String type = response.getHeader("content-type");
    if (!fleet.equals(response.getHeader(HOP)) || type == null) {
      reply.tryFail("what listens there is no worker of this fleet");
      return;
    }
    Buffer body = Buffer.buffer();
    response.handler(
        chunk -> {
          if (body.length() + chunk.length() > LARGEST) {
            reply.tryFail("an answer of more than " + LARGEST + " bytes");
          } else {
            body.appendBuffer(chunk);
          }
        });
    response.endHandler(
        _ ->
            reply.tryComplete(
                new Reply(
                    response.statusCode(),
                    type,
                    response.getHeader("retry-after"),
                    response.getHeader("www-authenticate"),
                    body)));
  }

  private static String describe(Throwable failure) {
    return failure.getClass().getSimpleName() + ": " + failure.getMessage();
  }
}
