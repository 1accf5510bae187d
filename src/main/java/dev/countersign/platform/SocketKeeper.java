package dev.countersign.platform;

import dev.countersign.request.Action;
import dev.countersign.request.Payload;
import dev.countersign.request.Signal;
import dev.countersign.request.Signal.Hint;
import dev.countersign.request.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds a status socket for every watched request, as far as there is room. Sockets are opened at a
 * pace; only one for a payload made just now is opened at once.
 */
final class SocketKeeper implements Watched.Keeper {
  /** Timers are late, and no finer than a millisecond: so much of the pace is made up for. */
  private static final Duration MADE_UP = Duration.ofMillis(50);

  private final Turns turns;
  private final StatusSockets sockets;
  private final Origin origin;
  private final int maxSockets;
  private final Duration interval;
  private final PlatformMetrics metrics;
  private final BiConsumer<String, Signal> signals;

  private final Map<String, Watched> watched = new LinkedHashMap<>();
  private final NavigableSet<Watched> waiting = new TreeSet<>(Watched.URGENCY);
  private int attached;
  private long arrivals;
  private Instant nextAt = Instant.MIN;
  private Timers.@Nullable Timer pace;

  SocketKeeper(
      Turns turns,
      StatusSockets sockets,
      Origin origin,
      Limits limits,
      PlatformMetrics metrics,
      BiConsumer<String, Signal> signals) {
    this.turns = turns;
    this.sockets = sockets;
    this.origin = origin;
    this.maxSockets = limits.maxSockets();
    this.interval = Duration.ofSeconds(1).dividedBy(limits.attachmentsPerSecond());
    this.metrics = metrics;
    this.signals = signals;
  }

  void watch(Subject subject, Action.Watch watch) {
    String requestId = subject.id();
    Payload payload = watch.payload();
    Watched known = watched.get(requestId);
    if (known != null && known.uuid.equals(payload.uuid())) {
      update(known, watch);
      return;
    }
    unwatch(requestId);
    String url = origin.socket(payload.uuid(), payload.links().websocketStatus());
    Watched begun = new Watched(subject, watch, url, arrivals++, turns, metrics, this);
    watched.put(requestId, begun);
    if (watch.fresh() && attached < maxSockets) {
      attach(begun);
    } else {
      enqueue(begun);
    }
  }

  /**
   * A payload was created a moment ago: its socket stands by the time anybody is told, so that
   * nothing is missed. The watch itself is asked for once the payload is committed.
   */
  void expect(Subject subject, Signal.Created created) {
    if (attached < maxSockets) {
      Payload payload = new Payload(created.uuid(), created.links(), turns.now(), null, null);
      watch(subject, new Action.Watch(payload, false, true));
    }
  }

  void unwatch(String requestId) {
    Watched gone = watched.remove(requestId);
    if (gone != null) {
      waiting.remove(gone);
      gone.close();
    }
  }

  void close() {
    waiting.clear();
    for (String requestId : List.copyOf(watched.keySet())) {
      unwatch(requestId);
    }
  }

  @Override
  public void vacated(Watched gone) {
    attached--;
    pump();
  }

  @Override
  public void enqueue(Watched wanting) {
    waiting.add(wanting);
    pump();
  }

  @Override
  public void hint(Watched about, Hint hint) {
    signals.accept(about.subject.id(), new Signal.Hinted(hint));
  }

  private void update(Watched known, Action.Watch watch) {
    boolean waits = waiting.remove(known);
    known.update(watch);
    if (waits) {
      waiting.add(known);
    }
  }

  private void attach(Watched next) {
    attached++;
    next.attach(sockets);
  }

  private void pump() {
    Instant now = turns.now();
    if (nextAt.isBefore(now.minus(MADE_UP))) {
      nextAt = now;
    }
    while (attached < maxSockets && !waiting.isEmpty() && pace == null) {
      if (now.isBefore(nextAt)) {
        pace =
            turns.after(
                Duration.between(now, nextAt),
                () -> {
                  pace = null;
                  pump();
                });
        return;
      }
      nextAt = nextAt.plus(interval);
      Watched next = waiting.pollFirst();
      if (next != null) {
        attach(next);
      }
    }
  }
}
