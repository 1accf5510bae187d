package dev.countersign.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Request bodies up to the platform's limit (PROTOCOL §3). */
final class Bodies {
  static final int LIMIT = 100 * 1024;
  private static final int PATIENCE = 100 * LIMIT;

  private Bodies() {}

  /** Empty when there was more than the limit; the rest is read and thrown away. */
  static Future<Optional<Buffer>> read(HttpServerRequest request) {
    return read(request, LIMIT);
  }

  static Future<Optional<Buffer>> read(HttpServerRequest request, int limit) {
    Promise<Optional<Buffer>> done = Promise.promise();
    Buffer body = Buffer.buffer();
    long[] seen = {0};
    request.handler(
        chunk -> {
          seen[0] += chunk.length();
          if (seen[0] <= limit) {
            body.appendBuffer(chunk);
          } else if (seen[0] > PATIENCE) {
            request.connection().close();
          }
        });
    request.endHandler(
        end -> done.tryComplete(seen[0] > limit ? Optional.empty() : Optional.of(body)));
    request.exceptionHandler(done::tryFail);
    return done.future();
  }
}
