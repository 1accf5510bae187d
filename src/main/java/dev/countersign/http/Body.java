package dev.countersign.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/** What reading a request's body came to. */
sealed interface Body {
  record Whole(Buffer bytes) implements Body {}

  record TooLong() implements Body {}

  record TooSlow() implements Body {}

  /** The other side is gone. */
  record Broken() implements Body {}

  /** Never holds more than {@code limit}, never waits longer than {@code patience}. */
  static Future<Body> read(Vertx vertx, HttpServerRequest request, int limit, Duration patience) {
    Promise<Body> read = Promise.promise();
    if (announced(request) > limit) {
      read.complete(new TooLong());
      return read.future();
    }
    long timer = vertx.setTimer(patience.toMillis(), _ -> read.tryComplete(new TooSlow()));
    Buffer bytes = Buffer.buffer();
    request.exceptionHandler(_ -> read.tryComplete(new Broken()));
    request.handler(
        chunk -> {
          if (read.future().isComplete()) {
            return;
          }
          if (bytes.length() + chunk.length() > limit) {
            read.tryComplete(new TooLong());
          } else {
            bytes.appendBuffer(chunk);
          }
        });
    request.endHandler(_ -> read.tryComplete(new Whole(bytes)));
    if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
      request.response().writeContinue();
    }
    return read.future().onComplete(_ -> vertx.cancelTimer(timer));
  }

  private static long announced(HttpServerRequest request) {
    String length = request.getHeader("content-length");
    return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
  }
}
