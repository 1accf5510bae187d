package dev.countersign.platform.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.platform.BoundedGet;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Over HTTP, with a limit on time and size; redirects are not followed. */
public final class HttpDocuments implements Documents {
  static final int LARGEST = 64 * 1024;
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Map<String, String> HEADERS =
      Map.of("accept", "application/json", "user-agent", "countersign");

  private final BoundedGet http;

  public HttpDocuments(Vertx vertx) {
    this(vertx, LIMIT);
  }

  HttpDocuments(Vertx vertx, Duration limit) {
    this.http =
        new BoundedGet(
            vertx,
            vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(Math.toIntExact(limit.toMillis()))),
            limit,
            LARGEST);
  }

  @Override
  public Future<String> read(URI address) {
    return http.get(address, HEADERS)
        .recover(failure -> Future.failedFuture(address + ": " + failure.getMessage()))
        .compose(
            reply ->
                reply.status() == 200
                    ? Future.succeededFuture(reply.body().toString(UTF_8))
                    : Future.failedFuture(address + " answered HTTP " + reply.status()));
  }
}
