package dev.countersign.platform;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Judges one HTTP response. The platform answers most errors with HTTP 400, so the {@code code} in
 * the body decides; there are three forms of bodies, and a proxy in front has its own (PROTOCOL
 * §3).
 */
final class Verdict {
  private Verdict() {}

  /** {@code reader} returns null for a body that is not what it should be. */
  static <T> Answer<T> of(
      int status,
      MultiMap headers,
      String body,
      Instant now,
      Function<JsonNode, @Nullable T> reader) {
    JsonNode json = Json.object(body);
    JsonNode error = json == null ? null : json.get("error");
    Integer code = error != null && error.isObject() ? Json.integer(error, "code") : null;
    if (status == 429 || (code != null && code == 429)) {
      return new Answer.RateLimited<>(RetryAfter.of(headers, now));
    }
    // A proxy that refuses one body with a page of its own says nothing about credentials.
    boolean foreign = status == 403 && json == null && !body.isBlank();
    if (status == 401 || (status == 403 && !foreign) || isBetween(810, code, 814)) {
      return new Answer.Unauthorized<>(code);
    }
    if (error != null && error.isObject()) {
      return ofCode(status, code, error);
    }
    if (status == 413) {
      return new Answer.Refused<>(413, null, 413, "the body is larger than the platform takes");
    }
    if (status / 100 != 2 || json == null || (error != null && !error.isNull())) {
      return new Answer.Unclear<>(describe(status, json), true);
    }
    T value = reader.apply(json);
    return value == null
        ? new Answer.Unclear<>(
            "HTTP " + status + " with a body that is not what was asked for", true)
        : new Answer.Ok<>(value);
  }

  private static <T> Answer<T> ofCode(int status, @Nullable Integer code, JsonNode error) {
    if (code != null && code == 404) {
      return new Answer.NotFound<>();
    }
    if (code != null && code == 409) {
      return new Answer.Conflict<>();
    }
    boolean definite =
        code == null ? status == 400 : isBetween(400, code, 499) || isBetween(599, code, 699);
    if (!definite || status >= 500 || status == 408) {
      return new Answer.Unclear<>("HTTP " + status + ", code " + code, true);
    }
    String message = Json.text(error, "message");
    return new Answer.Refused<>(
        code,
        Json.text(error, "reference"),
        status,
        message == null || message.isBlank() ? Refusals.text(code) : message);
  }

  private static boolean isBetween(int first, @Nullable Integer code, int last) {
    return code != null && code >= first && code <= last;
  }

  private static String describe(int status, @Nullable JsonNode json) {
    if (json == null) {
      return "HTTP " + status + " with a body that is not JSON";
    }
    String message = Json.text(json, "message");
    return "HTTP " + status + (message == null ? "" : ": " + message);
  }
}
