package dev.countersign.platform.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;

/** Over HTTP, with a limit on time and size; redirects are not followed. */
public final class HttpDocuments implements Documents {
  static final int LARGEST = 64 * 1024;
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final HttpClient client;
  private final Duration limit;

  public HttpDocuments(Vertx vertx) {
    this(vertx, LIMIT);
  }

  HttpDocuments(Vertx vertx, Duration limit) {
    this.vertx = vertx;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout(Math.toIntExact(limit.toMillis())));
    this.limit = limit;
  }

  @Override
  public Future<String> read(URI address) {
    Promise<String> document = Promise.promise();
    long timer =
        vertx.setTimer(
            limit.toMillis(),
            _ -> document.tryFail(address + " did not answer within " + limit.toMillis() + " ms"));
    document.future().onComplete(_ -> vertx.cancelTimer(timer));
    client
        .request(
            new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(address.toString())
                .setFollowRedirects(false)
                .putHeader("accept", "application/json")
                .putHeader("user-agent", "countersign"))
        .onSuccess(request -> send(request, address, document))
        .onFailure(failure -> document.tryFail(unreachable(address, failure)));
    return document.future();
  }

  private static void send(HttpClientRequest request, URI address, Promise<String> document) {
    document.future().onFailure(_ -> request.reset());
    request
        .send()
        .onSuccess(response -> receive(response, address, document))
        .onFailure(failure -> document.tryFail(unreachable(address, failure)));
  }

  private static void receive(HttpClientResponse response, URI address, Promise<String> document) {
    response.exceptionHandler(failure -> document.tryFail(unreachable(address, failure)));
    if (response.statusCode() != 200) {
      document.tryFail(address + " answered HTTP " + response.statusCode());
      return;
    }
    Buffer body = Buffer.buffer();
    response.handler(
        chunk -> {
          if (body.length() + chunk.length() > LARGEST) {
            document.tryFail(address + " answered more than " + LARGEST + " bytes");
          } else {
            body.appendBuffer(chunk);
          }
        });
    response.endHandler(_ -> document.tryComplete(body.toString(UTF_8)));
  }

  private static String unreachable(URI address, Throwable failure) {
    return address + ": " + failure.getClass().getSimpleName() + ": " + failure.getMessage();
  }
}
