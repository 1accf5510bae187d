package dev.countersign.platform;

import dev.countersign.platform.Gate.Reason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether one application may be called.
 *
 * <pre>
 *   Open ──▶ Closed ──wait is over──▶ Closed and probing ──answered──▶ Open
 *               ▲                              │
 *               └──────── not answered ────────┘
 * </pre>
 *
 * While probing, calls go out one at a time; for refused credentials only pings do. A pause for too
 * many calls ends by itself, and one that the operator wants when the operator wants.
 */
final class ApplicationGate {
  private static final Gate.Closed HELD =
      new Gate.Closed(Reason.PAUSED, Instant.MAX, "the application is paused by the configuration");

  private static final int PATIENCE = 5;
  private static final Backoff CREDENTIALS =
      new Backoff(Duration.ofSeconds(5), Duration.ofSeconds(30));
  private static final Backoff UNREACHABLE =
      new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

  private final String application;
  private final Turns turns;
  private final CallQueue queue;
  private final XamanApi api;
  private final GateReport report;

  private Gate.@Nullable Closed closed;
  private boolean probing;
  private int unclear;
  private int closures;

  /** Grows with every change; an answer to a call of an earlier period proves little. */
  private long period;

  private int underWay;

  private boolean held;

  ApplicationGate(
      String application, Turns turns, CallQueue queue, XamanApi api, GateReport report) {
    this.application = application;
    this.turns = turns;
    this.queue = queue;
    this.api = api;
    this.report = report;
  }

  boolean isOpen() {
    return closed() == null;
  }

  Gate.@Nullable Closed closed() {
    return held ? HELD : closed;
  }

  boolean admits(Call.Lane lane) {
    if (held) {
      return false;
    }
    if (closed == null) {
      return true;
    }
    boolean suits = lane == Call.Lane.PROBE || closed.reason() != Reason.CREDENTIALS;
    return probing && underWay == 0 && suits;
  }

  /** Finds out at once, because something has changed here. */
  void retry() {
    if (closed != null && closed.reason() != Reason.RATE_LIMITED) {
      probeAgain();
    } else {
      probe();
    }
  }

  /** Finds out now, before anything needs it, whether the application can be called. */
  void probe() {
    long at = period;
    queue.add(new Ping(application, api, () -> period == at));
  }

  /** A call leaves; returns the period it belongs to. */
  long sent() {
    underWay++;
    return period;
  }

  /** An answer has come. */
  void returned(long sentIn, Call.Lane lane, Answer<?> answer) {
    if (sentIn != period) {
      late(answer);
      return;
    }
    underWay--;
    boolean awaitsCredentials = closed != null && closed.reason() == Reason.CREDENTIALS;
    switch (answer) {
      case Answer.Ok<?> _ -> reached(lane);
      case Answer.NotFound<?> _, Answer.Conflict<?> _ -> reached(lane);
      case Answer.Refused<?> refused -> {
        if (awaitsCredentials) {
          refusedCredentials(refused.code(), Duration.ZERO);
        } else {
          reached(lane);
        }
      }
      case Answer.Unauthorized<?> refused -> refusedCredentials(refused.code(), Duration.ZERO);
      case Answer.RateLimited<?> limited -> {
        if (awaitsCredentials) {
          refusedCredentials(null, limited.length());
        } else {
          reached(lane);
        }
      }
      // What strangers can bring about says nothing about the application.
      case Answer.Unclear<?> _ when lane == Call.Lane.SESSION -> {}
      case Answer.Unclear<?> nothing -> {
        if (awaitsCredentials) {
          refusedCredentials(null, Duration.ZERO);
        } else {
          unclear(nothing.reason(), lane);
        }
      }
    }
  }

  /** The answer to a call that left before the last change. */
  private void late(Answer<?> answer) {
    switch (answer) {
      case Answer.Ok<?> _,
          Answer.NotFound<?> _,
          Answer.Conflict<?> _,
          Answer.Refused<?> _,
          Answer.RateLimited<?> _ -> {
        if (closed != null && closed.reason() == Reason.UNREACHABLE) {
          open();
        }
      }
      case Answer.Unauthorized<?> _, Answer.Unclear<?> _ -> {}
    }
  }

  private void reached(Call.Lane lane) {
    unclear = 0;
    if (closed != null) {
      open();
    } else if (lane == Call.Lane.PROBE && !held) {
      report.reached(application);
    }
  }

  private void open() {
    closed = null;
    closures = 0;
    unclear = 0;
    nextPeriod(false);
    if (!held) {
      report.opened(application);
    }
    queue.changed(application);
  }

  private void refusedCredentials(@Nullable Integer code, Duration atLeast) {
    if (closed != null && closed.reason() != Reason.CREDENTIALS) {
      closures = 0;
    }
    Duration wait = turns.wait(CREDENTIALS, closures++);
    boolean again = closed != null && closed.reason() == Reason.CREDENTIALS && code == null;
    close(
        Reason.CREDENTIALS,
        wait.compareTo(atLeast) < 0 ? atLeast : wait,
        again && closed != null
            ? closed.message()
            : "the platform refuses the credentials"
                + (code == null ? "" : " (code " + code + ": " + Refusals.text(code) + ")")
                + "; check countersign.applications.%1$s.api-key and countersign.applications.%1$s.api-secret"
                    .formatted(application),
        this::probeAgain);
  }

  /** The platform takes no more calls until then; this worker or another was told so. */
  void pause(Duration wait) {
    Instant until = turns.now().plus(wait);
    boolean already =
        closed != null
            && (closed.reason() != Reason.RATE_LIMITED || !until.isAfter(closed.until()));
    if (already) {
      return;
    }
    close(
        Reason.RATE_LIMITED,
        wait,
        "the platform takes no more calls for " + wait.toSeconds() + " s (rate limit)",
        this::open);
  }

  /** The operator's switch. */
  void hold(boolean hold) {
    if (held == hold) {
      return;
    }
    held = hold;
    if (hold) {
      report.closed(application, HELD, true);
      queue.giveBack(application);
    } else {
      report();
      probe();
    }
  }

  private void report() {
    if (closed == null) {
      report.opened(application);
    } else {
      report.closed(application, closed, true);
    }
    queue.changed(application);
  }

  private void unclear(String reason, Call.Lane lane) {
    unclear++;
    if (closed == null && unclear < PATIENCE) {
      if (lane == Call.Lane.PROBE) {
        turns.after(UNREACHABLE, unclear, this::probe);
      }
      return;
    }
    close(
        Reason.UNREACHABLE,
        turns.wait(UNREACHABLE, closures++),
        "the platform gives no usable answer, last: " + reason,
        this::probeAgain);
  }

  private void close(Reason reason, Duration wait, String message, Runnable afterwards) {
    Reason before = closed == null ? null : closed.reason();
    Instant until = turns.now().plus(wait);
    closed = new Gate.Closed(reason, until, message);
    nextPeriod(false);
    long at = period;
    turns.after(
        wait,
        () -> {
          if (period == at) {
            afterwards.run();
          }
        });
    if (!held) {
      report.closed(application, closed, before != reason);
    }
    queue.giveBack(application);
  }

  private void probeAgain() {
    nextPeriod(true);
    probe();
  }

  private void nextPeriod(boolean probing) {
    this.probing = probing;
    period++;
    underWay = 0;
  }
}
