package dev.countersign.platform;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** GET with a limit on time and size, from whoever answers; redirects are not followed. */
public final class BoundedGet {
  private final Vertx vertx;
  private final HttpClient client;
  private final Duration limit;
  private final int largest;

  /**
   * @param limit for everything from the connection to the last byte
   * @param largest bytes of a body
   */
  public BoundedGet(Vertx vertx, HttpClient client, Duration limit, int largest) {
    this.vertx = vertx;
    this.client = client;
    this.limit = limit;
    this.largest = largest;
  }

  /** Whatever was answered, completely. */
  public record Reply(int status, MultiMap headers, Buffer body) {}

  /** Fails with what a person can read. */
  public Future<Reply> get(URI address, Map<String, String> headers) {
    Promise<Reply> reply = Promise.promise();
    long timer =
        vertx.setTimer(
            limit.toMillis(), _ -> reply.tryFail("no answer within " + limit.toMillis() + " ms"));
    reply.future().onComplete(_ -> vertx.cancelTimer(timer));
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setAbsoluteURI(address.toString())
            .setFollowRedirects(false);
    headers.forEach(options::putHeader);
    client
        .request(options)
        .onSuccess(request -> send(request, reply))
        .onFailure(failure -> reply.tryFail(describe(failure)));
    return reply.future();
  }

  private void send(HttpClientRequest request, Promise<Reply> reply) {
    // Without it, a request that is reset before it was sent is logged as an error.
    request.exceptionHandler(failure -> reply.tryFail(describe(failure)));
    reply.future().onFailure(_ -> request.reset());
    if (reply.future().isComplete()) {
      return;
    }
    request
        .send()
        .onSuccess(response -> receive(response, reply))
        .onFailure(failure -> reply.tryFail(describe(failure)));
  }

  private void receive(HttpClientResponse response, Promise<Reply> reply) {
    response.exceptionHandler(failure -> reply.tryFail(describe(failure)));
    Buffer body = Buffer.buffer();
    response.handler(
        chunk -> {
          if (body.length() + chunk.length() > largest) {
            reply.tryFail("an answer of more than " + largest + " bytes");
          } else {
            body.appendBuffer(chunk);
          }
        });
    response.endHandler(
        _ -> reply.tryComplete(new Reply(response.statusCode(), response.headers(), body)));
  }

  private static String describe(Throwable failure) {
    return failure.getClass().getSimpleName() + ": " + failure.getMessage();
  }
}
