package dev.countersign.platform;

import dev.countersign.config.Secret;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Exchanges of one-time tokens, none of which waits long or takes what creates need. */
final class Exchanges {
  /** A one-time token lives for a minute, and somebody looks at a screen. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration LATER = Duration.ofSeconds(10);

  private final Turns turns;
  private final CallQueue queue;
  private final XamanApi api;
  private final Map<String, StrangersShare> shares = new HashMap<>();

  Exchanges(Turns turns, CallQueue queue, XamanApi api) {
    this.turns = turns;
    this.queue = queue;
    this.api = api;
  }

  void begin(String application, Secret oneTimeToken, Promise<Exchanged> promise) {
    StrangersShare share = share(application);
    Gate.Closed closed = queue.closed(application);
    if (closed != null) {
      promise.complete(notCalled(closed));
    } else if (!queue.hasSpare(application)
        || !share.take(queue.isLimitKnown(application), turns.now())) {
      promise.complete(new Exchanged.TooMany(LATER));
    } else {
      Timers.Timer timer =
          turns.after(
              PATIENCE,
              () -> promise.tryComplete(new Exchanged.NotNow("there was no answer in time", SOON)));
      promise.future().onComplete(_ -> timer.cancel());
      queue.add(new ExchangeCall(application, oneTimeToken, api, promise, this::notSent, share));
    }
  }

  private Exchanged notSent(String application) {
    Gate.Closed closed = queue.closed(application);
    return closed == null
        ? new Exchanged.NotNow("the platform was not called", SOON)
        : notCalled(closed);
  }

  private Exchanged notCalled(Gate.Closed closed) {
    Instant now = turns.now();
    Duration pause =
        switch (closed.reason()) {
          case PAUSED -> LATER;
          case CREDENTIALS, RATE_LIMITED, UNREACHABLE ->
              closed.until().isAfter(now) ? Duration.between(now, closed.until()) : SOON;
        };
    String why =
        switch (closed.reason()) {
          case CREDENTIALS -> "the platform refuses the application's credentials";
          case RATE_LIMITED -> "the platform takes no more calls of the application for now";
          case UNREACHABLE -> "the platform gives no usable answer";
          case PAUSED -> "the application is paused by its operator";
        };
    return new Exchanged.NotNow(why, pause);
  }

  private StrangersShare share(String application) {
    return shares.computeIfAbsent(application, _ -> new StrangersShare());
  }
}
