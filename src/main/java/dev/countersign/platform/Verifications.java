package dev.countersign.platform;

import dev.countersign.platform.jwt.JwtCheck;
import dev.countersign.platform.jwt.JwtRefusal;
import dev.countersign.platform.jwt.JwtVerdict;
import dev.countersign.request.Action;
import dev.countersign.request.Bearer;
import dev.countersign.request.Signal;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The bearers that are being judged, one of a request. It costs no call of an application's budget;
 * while it cannot be told what one is worth, it is asked again, and its request waits.
 */
final class Verifications {
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10));

  private final Turns turns;
  private final JwtCheck check;
  private final PlatformMetrics metrics;
  private final BiConsumer<String, Signal> listener;
  private final Map<String, Verification> running = new HashMap<>();

  private static final class Verification {
    final Action.Verify action;
    int failures;
    Timers.Timer timer = () -> {};

    Verification(Action.Verify action) {
      this.action = action;
    }
  }

  Verifications(
      Turns turns, JwtCheck check, PlatformMetrics metrics, BiConsumer<String, Signal> listener) {
    this.turns = turns;
    this.check = check;
    this.metrics = metrics;
    this.listener = listener;
  }

  /** Of two bearers of one request the later one counts. */
  void start(String requestId, Action.Verify action) {
    drop(requestId);
    Verification verification = new Verification(action);
    running.put(requestId, verification);
    attempt(requestId, verification);
  }

  void drop(String requestId) {
    Verification verification = running.remove(requestId);
    if (verification != null) {
      verification.timer.cancel();
    }
  }

  private void attempt(String requestId, Verification verification) {
    Action.Verify action = verification.action;
    verdict(action)
        .onComplete(
            result -> {
              JwtVerdict verdict =
                  result.succeeded()
                      ? result.result()
                      : new JwtVerdict.Undecided(result.cause().getClass().getName());
              turns.run(() -> judged(requestId, verification, verdict));
            });
  }

  private Future<JwtVerdict> verdict(Action.Verify action) {
    try {
      return check
          .verify(action.bearer().token(), action.subject().application(), turns.now())
          .map(
              verdict ->
                  verdict.meantFor(
                      action.subject().expect().account(), action.ask().options().forceNetwork()));
    } catch (RuntimeException bug) {
      return Future.failedFuture(bug);
    }
  }

  private void judged(String requestId, Verification verification, JwtVerdict verdict) {
    if (running.get(requestId) != verification) {
      return;
    }
    metrics.verified(verification.action.subject().application(), verdict);
    Bearer bearer = verification.action.bearer();
    switch (verdict) {
      case JwtVerdict.Accepted(var claims) ->
          finished(
              requestId,
              new Signal.BearerAccepted(
                  bearer, claims.account(), claims.userToken(), claims.issuedAt()));
      case JwtVerdict.Refused refused ->
          finished(
              requestId,
              new Signal.BearerRefused(
                  bearer, refused.reason() == JwtRefusal.JWT_EXPIRED, refused.text()));
      case JwtVerdict.Undecided _ ->
          verification.timer =
              turns.after(BACKOFF, verification.failures++, () -> attempt(requestId, verification));
    }
  }

  private void finished(String requestId, Signal signal) {
    running.remove(requestId);
    listener.accept(requestId, signal);
  }
}
