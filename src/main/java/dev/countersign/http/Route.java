package dev.countersign.http;

import io.vertx.core.http.HttpMethod;
import java.util.function.Consumer;

/**
 * One address with one method, and what answers there. GET answers HEAD too.
 *
 * @param path as it is, or ending in {@code /*} for one more segment that varies
 */
public record Route(
    HttpMethod method, String path, Audience audience, Consumer<Exchange> responder) {
  private static final String ANY = "/*";

  /** Whom an address is for. */
  public enum Audience {
    /** Who runs the worker: on the main port only. */
    OPERATIONS(false, false),
    /** Back ends, and pages of the origins that are configured. */
    CALLERS(true, true),
    /** The platform. */
    PLATFORM(true, false);

    final boolean onPublicPort;
    final boolean pagesMayCall;

    Audience(boolean onPublicPort, boolean pagesMayCall) {
      this.onPublicPort = onPublicPort;
      this.pagesMayCall = pagesMayCall;
    }
  }

  boolean matches(String asked) {
    if (!path.endsWith(ANY)) {
      return asked.equals(path);
    }
    int fixed = path.length() - 1;
    return asked.length() > fixed
        && asked.startsWith(path.substring(0, fixed))
        && asked.indexOf('/', fixed) < 0;
  }

  /** What stands in the segment that varies, still encoded; nothing if there is none. */
  String argument(String asked) {
    return path.endsWith(ANY) ? asked.substring(path.length() - 1) : "";
  }

  boolean allows(HttpMethod asked) {
    return asked.equals(method) || (isGet() && asked.equals(HttpMethod.HEAD));
  }

  /** For the header {@code allow}. */
  String allowed() {
    return isGet() ? "GET, HEAD" : method.name();
  }

  private boolean isGet() {
    return method.equals(HttpMethod.GET);
  }
}
