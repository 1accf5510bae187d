package dev.countersign.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The console's page and the files beside it. They are the same for everybody and hold nothing that
 * needs a token; neither may load or call anything but this worker.
 */
final class ConsoleFiles {
  private static final String FOLDER = "console/";
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8");
  private static final List<String> NAMES =
      List.of(
          "console.css", "api.js", "console.js", "dom.js", "events.js", "fleet.js", "request.js");

  private final Buffer page;
  private final Map<String, Buffer> files = new LinkedHashMap<>();

  /**
   * @param isGuarded whether there is a token that the page can ask for
   */
  ConsoleFiles(boolean isGuarded) {
    this.page =
        Buffer.buffer(
            read("console.html").toString().replace("{{token}}", isGuarded ? "set" : "missing"));
    NAMES.forEach(name -> files.put(name, read(name)));
  }

  List<Route> routes() {
    return List.of(
        new Route(
            HttpMethod.GET,
            "/",
            Route.Audience.OPERATIONS,
            exchange ->
                exchange
                    .with("content-security-policy", POLICY)
                    .answer(200, "text/html; charset=utf-8", page)),
        new Route(
            HttpMethod.GET,
            "/console/*",
            Route.Audience.OPERATIONS,
            exchange -> file(exchange, String.valueOf(exchange.argument()))));
  }

  private void file(Exchange exchange, String name) {
    Buffer file = files.get(name);
    if (file == null) {
      exchange.problem(404, "the console has no such file");
    } else {
      String ending = name.substring(name.lastIndexOf('.') + 1);
      exchange.answer(200, String.valueOf(TYPES.get(ending)), file);
    }
  }

  private static Buffer read(String name) {
    try (InputStream file = ConsoleFiles.class.getResourceAsStream(FOLDER + name)) {
      if (file == null) {
        throw new IllegalStateException("this jar has no " + FOLDER + name);
      }
      return Buffer.buffer(file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
