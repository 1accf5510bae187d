package dev.countersign.platform;

import dev.countersign.request.Action;
import dev.countersign.request.Signal.Hint;
import dev.countersign.request.Subject;
import dev.countersign.tracing.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request whose payload is watched, with or without a socket at the moment. */
final class Watched implements Attachment.Owner {
  private static final Logger log = LoggerFactory.getLogger(Watched.class);
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

  /** Nobody has looked at a payload this young; a socket over TLS takes a while to stand. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  /** A connection that held this long was a good one. */
  private static final Duration PROVEN = Duration.ofSeconds(30);

  /** How long a payload may be out of sight before that is told again. */
  private static final Duration BLIND = Duration.ofMinutes(15);

  /** Opened ones first, then those that expire next, then in the order in which they came. */
  static final Comparator<Watched> URGENCY =
      Comparator.comparing((Watched watched) -> !watched.opened)
          .thenComparing(watched -> watched.expiresAt)
          .thenComparingLong(watched -> watched.number);

  /** What a watched request needs of the keeper. */
  interface Keeper {
    /** The socket is gone, and its place is free. */
    void vacated(Watched watched);

    /** Wants a socket again. */
    void enqueue(Watched watched);

    void hint(Watched watched, Hint hint);
  }

  final Subject subject;
  final String uuid;
  private final String url;
  private final long number;
  private final Instant begunAt;
  private final Turns turns;
  private final PlatformMetrics metrics;
  private final Keeper keeper;

  private Instant expiresAt;
  private boolean opened;
  private boolean fresh;
  private boolean doubted;
  private int failures;
  private @Nullable Attachment attachment;
  private Timers.Timer reconnect = () -> {};
  private boolean outOfSight;
  private Timers.Timer blind = () -> {};

  Watched(
      Subject subject,
      Action.Watch watch,
      String url,
      long number,
      Turns turns,
      PlatformMetrics metrics,
      Keeper keeper) {
    this.subject = subject;
    this.uuid = watch.payload().uuid();
    this.url = url;
    this.number = number;
    this.expiresAt = watch.payload().expiresAt();
    this.begunAt = turns.now();
    this.opened = watch.opened();
    this.fresh = watch.fresh();
    this.turns = turns;
    this.metrics = metrics;
    this.keeper = keeper;
    outOfSight();
  }

  /** Changes its place in a queue: take it out before. */
  void update(Action.Watch watch) {
    opened |= watch.opened();
    expiresAt = watch.payload().expiresAt();
  }

  boolean isAttached() {
    return attachment != null;
  }

  void attach(StatusSockets sockets) {
    Attachment begun = new Attachment(turns, metrics, this, uuid);
    attachment = begun;
    begun.open(sockets, url);
  }

  void close() {
    reconnect.cancel();
    blind.cancel();
    if (attachment != null) {
      attachment.close();
      attachment = null;
      keeper.vacated(this);
    }
  }

  @Override
  public void heard(Attachment from, Frame frame) {
    if (outOfSight) {
      outOfSight = false;
      blind.cancel();
      if (!fresh || turns.now().isAfter(begunAt.plus(FRESH))) {
        keeper.hint(this, Hint.GAP);
      }
      fresh = false;
    }
    switch (frame) {
      case Frame.Opened _ -> {
        opened = true;
        keeper.hint(this, Hint.OPENED);
      }
      case Frame.Resolved _ -> keeper.hint(this, Hint.RESOLVED);
      case Frame.Expired _ -> keeper.hint(this, Hint.EXPIRED);
      case Frame.Welcome _,
          Frame.Message _,
          Frame.Countdown _,
          Frame.DevappFetched _,
          Frame.PreSigned _,
          Frame.Dispatched _,
          Frame.Other _,
          Frame.OtherPayload _,
          Frame.Garbage _ -> {}
    }
  }

  @Override
  public void doubted(Attachment from) {
    if (!doubted) {
      doubted = true;
      keeper.hint(this, Hint.GAP);
    }
  }

  @Override
  public void lost(Attachment from, String reason) {
    Instant stoodAt = from.stoodAt();
    if (stoodAt != null && !turns.now().isBefore(stoodAt.plus(PROVEN))) {
      failures = 0;
    }
    attachment = null;
    fresh = false;
    metrics.socketReconnects();
    LogLine.about(log.atDebug(), subject)
        .addKeyValue("payload", uuid)
        .addKeyValue("reason", reason)
        .addKeyValue("failures", failures)
        .log("status socket lost");
    reconnect = turns.after(BACKOFF, failures++, () -> keeper.enqueue(this));
    if (!outOfSight) {
      outOfSight();
    }
    keeper.vacated(this);
  }

  /** What it would have told must be read instead; how often is not decided here. */
  private void outOfSight() {
    outOfSight = true;
    blind =
        turns.after(
            BLIND,
            () -> {
              keeper.hint(this, Hint.GAP);
              outOfSight();
            });
  }
}
