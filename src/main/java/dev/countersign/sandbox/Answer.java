package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One HTTP answer before it is sent. */
record Answer(
    int status, String type, Buffer body, Map<String, String> headers, @Nullable Integer code) {
  private static final String JSON = "application/json; charset=utf-8";
  private static final String HTML = "text/html; charset=utf-8";

  static Answer json(int status, JsonNode body) {
    return new Answer(status, JSON, Buffer.buffer(Json.bytes(body)), Map.of(), null);
  }

  static Answer html(int status, String body) {
    return new Answer(status, HTML, Buffer.buffer(body), Map.of(), null);
  }

  /** Form 1 of PROTOCOL §3. */
  static Answer error(int status, @Nullable Integer code, String reference) {
    ObjectNode body = Json.object();
    body.putObject("error").put("reference", reference).put("code", code);
    return new Answer(status, JSON, Buffer.buffer(Json.bytes(body)), Map.of(), code);
  }

  /** Form 2 of PROTOCOL §3. */
  static Answer fatal(int status, String message, String reference, String path, String method) {
    ObjectNode body =
        Json.object()
            .put("error", true)
            .put("message", message)
            .put("reference", reference)
            .put("code", status)
            .put("req", path.startsWith("/api/") ? path.substring(4) : path)
            .put("method", method);
    return new Answer(status, JSON, Buffer.buffer(Json.bytes(body)), Map.of(), status);
  }

  Answer with(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(headers);
    all.putAll(more);
    return new Answer(status, type, body, all, code);
  }

  Answer with(String header, String value) {
    return with(Map.of(header, value));
  }

  void send(HttpServerResponse response) {
    if (response.closed()) {
      return;
    }
    response.setStatusCode(status).putHeader("Content-Type", type);
    headers.forEach(response::putHeader);
    response.end(body);
  }
}
