package dev.countersign.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/**
 * Ends the connection of a request whose body nobody reads to its end. An answer is lost if that
 * happens while the other side still sends, so it has a moment to read it.
 */
final class Farewell {
  private static final Duration MOMENT = Duration.ofMillis(500);

  private Farewell() {}

  /** Unless the headers say that there is no body. */
  static void ifUnread(Vertx vertx, HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null
        || (length != null && !length.equals("0"))) {
      after(vertx, request);
    }
  }

  static void after(Vertx vertx, HttpServerRequest request) {
    request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    request
        .response()
        .endHandler(
            _ ->
                vertx.setTimer(
                    MOMENT.toMillis(),
                    _ -> {
                      if (!request.isEnded()) {
                        request.connection().close();
                      }
                    }));
  }
}
