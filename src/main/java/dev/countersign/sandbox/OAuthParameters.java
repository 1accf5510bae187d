package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an OAuth2 client says: a query when it GETs, else a form or JSON (PROTOCOL §10). */
record OAuthParameters(Map<String, String> values) {
  static OAuthParameters of(HttpServerRequest request, Buffer body) {
    Map<String, String> values = new LinkedHashMap<>();
    if (request.method().equals(HttpMethod.GET)) {
      addForm(values, request.query());
    }
    String type = request.getHeader("Content-Type");
    if (type != null && type.startsWith("application/json")) {
      addJson(values, body);
    } else {
      addForm(values, body.toString(UTF_8));
    }
    addBasic(values, request.getHeader("Authorization"));
    return new OAuthParameters(values);
  }

  private static void addForm(Map<String, String> values, @Nullable String form) {
    for (String pair : (form == null ? "" : form).split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        try {
          values.put(
              URLDecoder.decode(pair.substring(0, equals), UTF_8),
              URLDecoder.decode(pair.substring(equals + 1), UTF_8));
        } catch (IllegalArgumentException e) {
          throw OAuthError.invalid("'" + pair.substring(0, equals) + "' is not URL-encoded.");
        }
      }
    }
  }

  private static void addJson(Map<String, String> values, Buffer body) {
    if (body.length() == 0) {
      return;
    }
    try {
      for (Map.Entry<String, JsonNode> field : Json.parse(body.getBytes()).properties()) {
        if (field.getValue().isTextual()) {
          values.put(field.getKey(), field.getValue().textValue());
        }
      }
    } catch (IOException e) {
      throw OAuthError.invalid("The body is not JSON.");
    }
  }

  /** Only for who names neither client nor secret otherwise. */
  private static void addBasic(Map<String, String> values, @Nullable String header) {
    if (header == null
        || !header.startsWith("Basic ")
        || values.containsKey("client_id")
        || values.containsKey("client_secret")) {
      return;
    }
    try {
      String[] pair =
          new String(Base64.getDecoder().decode(header.substring(6).strip()), UTF_8).split(":", 2);
      if (pair.length == 2) {
        values.put("client_id", URLDecoder.decode(pair[0], UTF_8));
        values.put("client_secret", URLDecoder.decode(pair[1], UTF_8));
      }
    } catch (IllegalArgumentException e) {
      throw OAuthError.invalid("The Authorization header is no basic authentication.");
    }
  }

  /** Null for absent and for empty. */
  @Nullable String find(String name) {
    return CustomMeta.nullIfEmpty(values.get(name));
  }

  String need(String name) {
    String value = find(name);
    if (value == null) {
      throw OAuthError.invalid("Required parameters are missing in the request.");
    }
    return value;
  }

  /** The address with more parameters; those without a value stay out. */
  static String extended(String address, Map<String, String> more) {
    int hash = address.indexOf('#');
    String before = hash < 0 ? address : address.substring(0, hash);
    StringBuilder query = new StringBuilder();
    more.forEach(
        (name, value) ->
            query.append('&').append(name).append('=').append(URLEncoder.encode(value, UTF_8)));
    char mark = before.indexOf('?') < 0 ? '?' : '&';
    return before + mark + query.substring(1) + (hash < 0 ? "" : address.substring(hash));
  }
}
