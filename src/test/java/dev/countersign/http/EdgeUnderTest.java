package dev.countersign.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.countersign.config.HttpSettings;
import dev.countersign.testing.Web;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The ports with an address of each kind, in front of nothing. */
final class EdgeUnderTest implements AutoCloseable {
  static final int LIMIT = 1_000;
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Vertx vertx = Vertx.vertx();
  final HttpEdge edge;

  EdgeUnderTest(@Nullable Integer publicPort, String... corsOrigins) {
    HttpSettings settings =
        new HttpSettings("127.0.0.1", 0, publicPort, null, null, List.of(corsOrigins));
    this.edge = await(HttpEdge.start(vertx, settings, routes()));
  }

  private List<Route> routes() {
    Bodies bodies = new Bodies(vertx, LIMIT, PATIENCE, 1_000_000);
    return List.of(
        new Route(
            HttpMethod.GET,
            "/inside",
            Route.Audience.OPERATIONS,
            exchange -> exchange.json(200, new JsonObject().put("at", "inside"))),
        new Route(
            HttpMethod.GET,
            "/api/things/*",
            Route.Audience.CALLERS,
            exchange -> exchange.json(200, new JsonObject().put("thing", exchange.argument()))),
        new Route(
            HttpMethod.POST,
            "/xapp/things",
            Route.Audience.CALLERS,
            exchange ->
                exchange.body(
                    bodies,
                    body -> exchange.json(200, new JsonObject().put("bytes", body.length())))),
        new Route(
            HttpMethod.POST,
            "/webhooks/*",
            Route.Audience.PLATFORM,
            exchange -> exchange.json(200, new JsonObject())),
        new Route(
            HttpMethod.GET,
            "/broken",
            Route.Audience.OPERATIONS,
            _ -> {
              throw new IllegalStateException("my-secret");
            }),
        new Route(
            HttpMethod.GET,
            "/broken/later",
            Route.Audience.OPERATIONS,
            exchange ->
                exchange.when(
                    Future.failedFuture(new IllegalStateException("my-secret")), _ -> {})));
  }

  Web web() {
    return new Web("http://127.0.0.1:" + edge.port());
  }

  Web publicWeb() {
    return new Web("http://127.0.0.1:" + edge.publicPort().orElseThrow());
  }

  /** Sends bytes as they are, and returns all that comes back until the edge hangs up. */
  String raw(String request) {
    try (Socket socket = new Socket("127.0.0.1", edge.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
