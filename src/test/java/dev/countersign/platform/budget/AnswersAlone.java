package dev.countersign.platform.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Each worker goes by what the platform's answers tell: as many as remained, less what it has under
 * way, and its own calls come back after a minute. When nothing remains, one call finds out.
 */
final class AnswersAlone implements Mechanism {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration FINDS_OUT = Duration.ofSeconds(2);

  private final IntUnaryOperator share;
  private final boolean believesRemaining;
  private final ArrayDeque<Instant> answered = new ArrayDeque<>();
  private int underWay;
  private int limit = 1;
  private int remaining = 1;
  private Instant toldAt = Instant.EPOCH;
  private Instant pausedUntil = Instant.EPOCH;

  AnswersAlone(IntUnaryOperator share, boolean believesRemaining) {
    this.share = share;
    this.believesRemaining = believesRemaining;
  }

  int limit() {
    return limit;
  }

  void limit(int told) {
    limit = Math.max(1, told);
  }

  @Override
  public int look(List<Claim> waiting, Instant now) {
    int wanted = waiting.stream().mapToInt(Claim::count).sum();
    while (!answered.isEmpty() && !answered.element().isAfter(now.minus(MINUTE))) {
      answered.remove();
    }
    if (now.isBefore(pausedUntil)) {
      return 0;
    }
    int free = share.applyAsInt(limit) - underWay - answered.size();
    if (believesRemaining) {
      boolean stale = !now.isBefore(toldAt.plus(FINDS_OUT));
      int left = remaining - underWay;
      free = Math.min(free, stale && underWay == 0 ? Math.max(1, left) : left);
    }
    int sent = Math.max(0, Math.min(wanted, free));
    underWay += sent;
    return sent;
  }

  @Override
  public void answered(@Nullable Told told, @Nullable Duration pause, Instant now) {
    underWay--;
    toldAt = now;
    if (told != null) {
      limit = Math.max(1, told.limit());
      remaining = told.remaining();
    }
    if (pause == null) {
      answered.add(now);
    } else {
      pausedUntil = now.plus(pause);
    }
  }

  @Override
  public Instant next(Instant now) {
    Instant next = answered.isEmpty() ? Instant.MAX : answered.element().plus(MINUTE);
    if (believesRemaining) {
      Instant finds = toldAt.plus(FINDS_OUT);
      next = finds.isAfter(now) && finds.isBefore(next) ? finds : next;
    }
    return pausedUntil.isAfter(now) ? pausedUntil : next;
  }
}
