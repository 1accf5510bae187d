package dev.countersign.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes in bodies from anybody: none of them longer or slower than allowed, and all that are being
 * read at once never more than a fixed amount of memory. One sender gets at most a quarter of that,
 * and leaves the rest to the others.
 */
final class Bodies {
  /** So many of them fill the room together. */
  private static final int SENDERS = 4;

  private final Vertx vertx;
  private final int longest;
  private final Duration patience;
  private final long room;
  private final AtomicLong held = new AtomicLong();
  private final ConcurrentMap<String, Long> heldOf = new ConcurrentHashMap<>();

  /**
   * @param room bytes for all bodies together
   */
  Bodies(Vertx vertx, int longest, Duration patience, long room) {
    this.vertx = vertx;
    this.longest = longest;
    this.patience = patience;
    this.room = room;
  }

  /** Why there is no body. */
  static final class Refused extends RuntimeException {
    final Why why;

    Refused(Why why) {
      super(why.name(), null, false, false);
      this.why = why;
    }
  }

  enum Why {
    TOO_LARGE,
    TOO_SLOW,
    NO_ROOM,
    /** The sender is gone. */
    GONE
  }

  /** The body, or {@link Refused}. */
  Future<Buffer> read(HttpServerRequest request) {
    return new Reading(request).body.future();
  }

  long held() {
    return held.get();
  }

  /** Of how many senders something is held. */
  int senders() {
    return heldOf.size();
  }

  /** Whether there is room; then it is taken. */
  private boolean take(String sender, int bytes) {
    if (held.addAndGet(bytes) > room) {
      held.addAndGet(-bytes);
      return false;
    }
    if (heldOf.merge(sender, (long) bytes, Long::sum) > room / SENDERS) {
      giveBack(sender, bytes);
      return false;
    }
    return true;
  }

  private void giveBack(String sender, int bytes) {
    held.addAndGet(-bytes);
    heldOf.computeIfPresent(sender, (_, of) -> of == bytes ? null : (Long) (of - bytes));
  }

  private final class Reading {
    private final Promise<Buffer> body = Promise.promise();
    private final Buffer read = Buffer.buffer();
    private final String sender;
    private final long timer;

    Reading(HttpServerRequest request) {
      sender = Senders.of(request.remoteAddress());
      timer = vertx.setTimer(patience.toMillis(), _ -> refuse(Why.TOO_SLOW));
      request.exceptionHandler(_ -> refuse(Why.GONE));
      request.handler(this::take);
      request.endHandler(_ -> end());
      if (announced(request) > longest) {
        refuse(Why.TOO_LARGE);
      }
    }

    private static long announced(HttpServerRequest request) {
      String length = request.getHeader("content-length");
      try {
        return length == null ? 0 : Long.parseLong(length);
      } catch (NumberFormatException e) {
        return Long.MAX_VALUE;
      }
    }

    private void take(Buffer part) {
      if (body.future().isComplete()) {
        return;
      }
      if (read.length() + part.length() > longest) {
        refuse(Why.TOO_LARGE);
      } else if (Bodies.this.take(sender, part.length())) {
        read.appendBuffer(part);
      } else {
        refuse(Why.NO_ROOM);
      }
    }

    private void end() {
      if (body.tryComplete(read)) {
        release();
      }
    }

    private void refuse(Why why) {
      if (body.tryFail(new Refused(why))) {
        release();
      }
    }

    private void release() {
      vertx.cancelTimer(timer);
      if (read.length() > 0) {
        giveBack(sender, read.length());
      }
    }
  }
}
