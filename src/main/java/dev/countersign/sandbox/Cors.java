package dev.countersign.sandbox;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Pages of anybody's may call what a signed-in person may, and nothing else (PROTOCOL §2.3). */
final class Cors {
  private Cors() {}

  static boolean opens(String path) {
    return path.startsWith("/api/v1/jwt/")
        || path.startsWith("/api/v1/xapp-jwt/")
        || path.startsWith(OAuthApi.BASE + "/");
  }

  /** Whatever the answer will be, a page may read it; true when that was the whole question. */
  static boolean answer(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    response.putHeader("Access-Control-Allow-Origin", "*");
    if (!request.method().equals(HttpMethod.OPTIONS)) {
      return false;
    }
    String headers = request.getHeader("Access-Control-Request-Headers");
    response
        .putHeader("Access-Control-Allow-Methods", "GET,HEAD,PUT,PATCH,POST,DELETE")
        .putHeader("Vary", "Access-Control-Request-Headers");
    if (headers != null) {
      response.putHeader("Access-Control-Allow-Headers", headers);
    }
    response.setStatusCode(204).end();
    return true;
  }
}
