package dev.countersign.http;

import dev.countersign.config.HttpSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** The worker's HTTP ports: one for everything, and if configured one for who is not of us. */
public final class HttpEdge {
  private static final HttpServerOptions OPTIONS =
      new HttpServerOptions()
          .setMaxInitialLineLength(8 * 1024)
          // A JWT travels in a header.
          .setMaxHeaderSize(16 * 1024)
          // Nobody here needs HTTP/2, and it is the larger surface.
          .setHttp2ClearTextEnabled(false)
          .setIdleTimeout(75)
          .setIdleTimeoutUnit(TimeUnit.SECONDS);

  private final HttpServer main;
  private final OptionalInt publicPort;

  private HttpEdge(HttpServer main, OptionalInt publicPort) {
    this.main = main;
    this.publicPort = publicPort;
  }

  /** A port cannot be listened on. */
  public static final class PortTaken extends RuntimeException {
    private PortTaken(String key, String host, int port, Throwable cause) {
      super("%s: cannot listen on %s:%d: %s".formatted(key, host, port, cause), cause);
    }
  }

  /** Starts to listen; fails with {@link PortTaken}. */
  public static Future<HttpEdge> start(Vertx vertx, HttpSettings settings, List<Route> routes) {
    Cors cors = new Cors(settings.corsOrigins());
    Integer second = settings.publicPort();
    List<Route> open = routes.stream().filter(route -> route.audience().onPublicPort).toList();
    return listen(vertx, settings, "countersign.http.port", settings.port(), routes, cors)
        .compose(
            main ->
                second == null
                    ? Future.succeededFuture(new HttpEdge(main, OptionalInt.empty()))
                    : listen(vertx, settings, "countersign.http.public-port", second, open, cors)
                        .map(other -> new HttpEdge(main, OptionalInt.of(other.actualPort()))));
  }

  private static Future<HttpServer> listen(
      Vertx vertx, HttpSettings settings, String key, int port, List<Route> routes, Cors cors) {
    return vertx
        .createHttpServer(OPTIONS)
        .requestHandler(new Router(vertx, routes, cors)::handle)
        .listen(port, settings.host())
        .recover(
            failure -> Future.failedFuture(new PortTaken(key, settings.host(), port, failure)));
  }

  public int port() {
    return main.actualPort();
  }

  public OptionalInt publicPort() {
    return publicPort;
  }
}
