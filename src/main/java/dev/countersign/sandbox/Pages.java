package dev.countersign.sandbox;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The phone page and the files beside it. None of them may load or call anything from elsewhere.
 */
final class Pages {
  private static final String PATH = "/page/";
  private static final List<String> SCRIPTS =
      List.of(
          "confirm.js",
          "dom.js",
          "lists.js",
          "live.js",
          "phone.js",
          "readable.js",
          "request.js",
          "scan.js",
          "sign.js");
  private static final List<String> STYLES = List.of("base.css", "phone.css", "sign.css");

  private final Map<String, Answer> files = new TreeMap<>();
  private final String phone = Resources.text("page/phone.html");

  Pages() {
    SCRIPTS.forEach(name -> add(name, "text/javascript; charset=utf-8"));
    STYLES.forEach(name -> add(name, "text/css; charset=utf-8"));
  }

  private void add(String name, String type) {
    Buffer text = Buffer.buffer(Resources.text("page/" + name));
    files.put(PATH + name, new Answer(200, type, text, Map.of(), null).with(common()));
  }

  @Nullable Answer file(String path) {
    return files.get(path);
  }

  Answer phone(HttpServerRequest request) {
    return page(request, phone);
  }

  /** {@code 'self'} covers the status socket in most browsers, but not in all. */
  static Answer page(HttpServerRequest request, String html) {
    String policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self' "
            + Origin.of(request).ws()
            + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    return Answer.html(200, html)
        .with(common())
        .with(Map.of("Content-Security-Policy", policy, "Referrer-Policy", "no-referrer"));
  }

  private static Map<String, String> common() {
    return Map.of("Cache-Control", "no-store", "X-Content-Type-Options", "nosniff");
  }
}
