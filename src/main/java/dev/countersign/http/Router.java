package dev.countersign.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the route of a request on one port, and says what there is if there is none. */
final class Router {
  private final Vertx vertx;
  private final List<Route> routes;
  private final Cors cors;

  Router(Vertx vertx, List<Route> routes, Cors cors) {
    this.vertx = vertx;
    this.routes = List.copyOf(routes);
    this.cors = cors;
  }

  void handle(HttpServerRequest request) {
    protect(request.response());
    if (!request.method().equals(HttpMethod.POST)) {
      // Nobody reads its body, so it must not be sent for ever.
      Farewell.ifUnread(vertx, request);
    }
    String path = request.path() == null ? "" : request.path();
    List<Route> there = routes.stream().filter(route -> route.matches(path)).toList();
    if (there.isEmpty()) {
      new Exchange(vertx, request, "").unread(404, "no such path; there are " + paths());
      return;
    }
    List<Route> forPages = there.stream().filter(route -> route.audience().pagesMayCall).toList();
    if (!forPages.isEmpty()) {
      cors.apply(request, request.response());
      if (cors.isPreflight(request)) {
        cors.preflight(request.response(), allowed(forPages));
        return;
      }
    }
    for (Route route : there) {
      if (route.allows(request.method())) {
        Exchange exchange = new Exchange(vertx, request, route.argument(path));
        exchange.guarded(() -> route.responder().accept(exchange));
        return;
      }
    }
    new Exchange(vertx, request, "")
        .with("allow", allowed(there))
        .unread(405, "only " + allowed(there) + " is possible here");
  }

  /** An answer is data: no browser takes it for a page, and nobody keeps what is about a person. */
  private static void protect(HttpServerResponse response) {
    response
        .putHeader("x-content-type-options", "nosniff")
        .putHeader("content-security-policy", "default-src 'none'; frame-ancestors 'none'")
        .putHeader("referrer-policy", "no-referrer")
        .putHeader("cache-control", "no-store");
  }

  private static String allowed(List<Route> there) {
    return there.stream().map(Route::allowed).collect(Collectors.joining(", "));
  }

  private String paths() {
    return routes.stream()
        .map(route -> route.path().replace("*", "…"))
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
