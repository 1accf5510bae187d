package dev.countersign.platform.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Each worker has its part of what the platform tells, whether it needs it or not. */
final class EqualShares implements Mechanism {
  private final AnswersAlone share;

  EqualShares(int fleet) {
    this.share = new AnswersAlone(limit -> Math.max(1, limit / fleet), false);
  }

  @Override
  public int look(List<Claim> waiting, Instant now) {
    return share.look(waiting, now);
  }

  @Override
  public void answered(@Nullable Told told, @Nullable Duration pause, Instant now) {
    share.answered(told, pause, now);
  }

  @Override
  public Instant next(Instant now) {
    return share.next(now);
  }
}
