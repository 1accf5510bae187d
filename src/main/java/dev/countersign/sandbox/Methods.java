package dev.countersign.sandbox;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which methods a path takes, where the platform's own 404 does not say so (PROTOCOL §3). */
final class Methods {
  static final List<String> GET = List.of("GET");
  static final List<String> GET_AND_HEAD = List.of("GET", "HEAD");
  static final List<String> POST = List.of("POST");

  private Methods() {}

  /** Null for what may go on; else the 405, or what OPTIONS asks for unless a page's CORS does. */
  static @Nullable Answer refusal(HttpServerRequest request, List<String> allowed) {
    String method = request.method().name();
    if (allowed.contains(method)) {
      return null;
    }
    boolean asks =
        method.equals("OPTIONS") && request.getHeader("Access-Control-Request-Method") == null;
    Answer answer =
        asks
            ? Answer.html(204, "")
            : Answer.html(405, "<h1>Only " + String.join(" and ", allowed) + "</h1>");
    return allowing(answer, allowed);
  }

  static Answer allowing(Answer answer, List<String> allowed) {
    return answer.with("Allow", String.join(", ", allowed) + ", OPTIONS");
  }
}
