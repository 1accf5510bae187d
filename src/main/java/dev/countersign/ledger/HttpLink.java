package dev.countersign.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.time.Duration;

/** JSON-RPC, over a connection that is kept; a few if the node is slow. */
final class HttpLink implements Link {
  private static final int KEEP_ALIVE_SECONDS = 15;
  private static final int MOST_CONNECTIONS = 4;

  private final Vertx vertx;
  private final URI url;
  private final Duration limit;
  private final HttpClient client;

  HttpLink(Vertx vertx, URI url, Duration limit) {
    this.vertx = vertx;
    this.url = url;
    this.limit = limit;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout((int) limit.toMillis())
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setDecompressionSupported(true),
            new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS));
  }

  @Override
  public Future<Reply> ask(String command, ObjectNode parameters) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("method", command);
    body.putArray("params").add(parameters);
    Promise<Reply> promise = Promise.promise();
    long timer =
        vertx.setTimer(
            limit.toMillis(),
            _ ->
                promise.tryComplete(
                    new Reply.Silence("no answer within " + limit.toMillis() + " ms")));
    promise.future().onComplete(_ -> vertx.cancelTimer(timer));
    client
        .request(
            new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url.toString())
                .setFollowRedirects(false)
                .putHeader("content-type", "application/json")
                .putHeader("user-agent", "countersign"))
        .onSuccess(request -> send(request, body.toString(), promise))
        .onFailure(failure -> promise.tryComplete(silence(failure)));
    return promise.future();
  }

  private static void send(HttpClientRequest request, String body, Promise<Reply> promise) {
    // Without it, a request that is reset before it was sent is logged as an error.
    request.exceptionHandler(failure -> promise.tryComplete(silence(failure)));
    // One given up on must not hold a connection.
    promise.future().onSuccess(reply -> resetAfter(reply, request));
    if (promise.future().isComplete()) {
      return;
    }
    request
        .send(Buffer.buffer(body))
        .onSuccess(response -> receive(response, promise))
        .onFailure(failure -> promise.tryComplete(silence(failure)));
  }

  private static void resetAfter(Reply reply, HttpClientRequest request) {
    if (reply instanceof Reply.Silence) {
      request.reset();
    }
  }

  private static void receive(HttpClientResponse response, Promise<Reply> promise) {
    response.exceptionHandler(failure -> promise.tryComplete(silence(failure)));
    Buffer body = Buffer.buffer();
    response.handler(
        chunk -> {
          if (body.length() + chunk.length() > LARGEST) {
            promise.tryComplete(new Reply.Silence("an answer of more than " + LARGEST + " bytes"));
          } else {
            body.appendBuffer(chunk);
          }
        });
    response.endHandler(
        _ -> promise.tryComplete(Reply.ofHttp(response.statusCode(), body.toString(UTF_8))));
  }

  private static Reply silence(Throwable failure) {
    return new Reply.Silence(Link.describe(failure));
  }

  @Override
  public Future<Void> close() {
    return client.close();
  }
}
