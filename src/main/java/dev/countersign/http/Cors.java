package dev.countersign.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Collection;
import java.util.Set;

/** Which pages may call. None unless configured; credentials of a browser are never involved. */
final class Cors {
  private final Set<String> origins;

  Cors(Collection<String> origins) {
    this.origins = Set.copyOf(origins);
  }

  /** Lets a page of an allowed origin see the answer. */
  void apply(HttpServerRequest request, HttpServerResponse response) {
    if (origins.isEmpty()) {
      return;
    }
    response.putHeader(HttpHeaders.VARY, "origin");
    if (isAllowed(request)) {
      response
          .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, request.getHeader(HttpHeaders.ORIGIN))
          .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, "retry-after, www-authenticate");
    }
  }

  /** Whether a browser asks if a page that is allowed may call. */
  boolean isPreflight(HttpServerRequest request) {
    return request.method().equals(HttpMethod.OPTIONS)
        && request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null
        && isAllowed(request);
  }

  void preflight(HttpServerResponse response, String methods) {
    response
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, methods)
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "authorization, content-type")
        .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "600")
        .setStatusCode(204)
        .end();
  }

  private boolean isAllowed(HttpServerRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return origin != null && origins.contains(origin);
  }
}
