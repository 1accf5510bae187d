package dev.countersign.sandbox;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;

/** Where the caller sees this sandbox: links go back the way the call came. */
record Origin(String http, String ws) {
  static Origin of(HttpServerRequest request) {
    HostAndPort authority = request.authority();
    String host = authority == null ? request.localAddress().toString() : authority.toString();
    return new Origin("http://" + host, "ws://" + host);
  }

  String sign(String uuid) {
    return http + "/sign/" + uuid;
  }

  String avatar(String account) {
    return http + "/avatar/" + account + ".png";
  }

  String socket(String uuid) {
    return ws + "/sign/" + uuid;
  }
}
