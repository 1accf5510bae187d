package dev.countersign.worker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the intake to stop while the owners are far behind it, and to go on when they have made up
 * half of that. Nothing here waits: a measurement that was begun is taken when it is there.
 */
final class InboxLag {
  private static final Logger log = LoggerFactory.getLogger(InboxLag.class);
  private static final Duration PACE = Duration.ofSeconds(2);

  private final Supplier<CompletableFuture<Long>> measurement;
  private final long most;
  private final InstantSource clock;
  private @Nullable CompletableFuture<Long> underWay;
  private Instant begun = Instant.EPOCH;
  private long lag;
  private boolean isOver;
  private boolean isFailing;

  /**
   * @param measurement begins to count the records that no owner has worked off
   * @param most records
   */
  InboxLag(Supplier<CompletableFuture<Long>> measurement, long most, InstantSource clock) {
    this.measurement = measurement;
    this.most = most;
    this.clock = clock;
  }

  /** Takes what was measured, and measures again when it is time to. */
  void turn() {
    CompletableFuture<Long> asked = underWay;
    if (asked != null && asked.isDone()) {
      underWay = null;
      switch (asked.state()) {
        case SUCCESS -> measured(asked.resultNow());
        case FAILED -> failed(asked.exceptionNow());
        case CANCELLED, RUNNING -> {}
      }
    }
    Instant now = clock.instant();
    boolean isSetBack = now.isBefore(begun);
    if (underWay == null && (isSetBack || !now.isBefore(begun.plus(PACE)))) {
      begun = now;
      underWay = measurement.get();
    }
  }

  private void measured(long records) {
    isFailing = false;
    lag = records;
    boolean over = isOver ? lag >= most / 2 : lag > most;
    if (over != isOver) {
      isOver = over;
      log.atInfo().addKeyValue("lag", lag).log(over ? "intake paused" : "intake resumed");
    }
  }

  /**
   * Neither answer would be right: to go on could flood an inbox that is full, to stop would let a
   * coordinator's hiccup hold up commands. It goes on as it was, and is measured again.
   */
  private void failed(Throwable cause) {
    if (!isFailing) {
      log.atWarn().addKeyValue("cause", cause.toString()).log("inbox lag not measured");
    }
    isFailing = true;
  }

  /** As last measured. */
  long lag() {
    return lag;
  }

  boolean isOver() {
    return isOver;
  }

  /** Why commands are left where they are, for people; null: they are not. */
  @Nullable String over() {
    return isOver
        ? "paused: the owners have %d records to work off, countersign.max-inbox-lag is %d"
            .formatted(lag, most)
        : null;
  }
}
