package dev.countersign.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** Bodies of RFC 9457. */
final class Problems {
  static final String TYPE = "application/problem+json";

  private Problems() {}

  static Buffer body(int status, String detail) {
    return new JsonObject()
        .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
        .put("status", status)
        .put("detail", detail)
        .toBuffer();
  }
}
