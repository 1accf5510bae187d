package dev.countersign.platform.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Workers tell each other every second how much waits at them, and each has that part of what the
 * platform tells; whoever has nothing waiting leaves its part to the others.
 */
final class SharesByDemand implements Mechanism, Trial.Hearing {
  private static final Duration SILENCE = Duration.ofSeconds(6);
  private static final Duration PACE = Duration.ofSeconds(1);

  private final String name;
  private final Trial trial;
  private final Map<String, Integer> waiting = new HashMap<>();
  private final Map<String, Instant> heardAt = new HashMap<>();
  private final AnswersAlone share = new AnswersAlone(this::part, false);
  private Instant toldAt = Instant.EPOCH;

  SharesByDemand(int worker, Trial trial) {
    this.name = "w" + worker;
    this.trial = trial;
  }

  private int part(int limit) {
    int all = waiting.values().stream().mapToInt(Integer::intValue).sum();
    int own = waiting.getOrDefault(name, 0);
    return all == 0 ? 1 : Math.max(own > 0 ? 1 : 0, limit * own / all);
  }

  @Override
  public void hear(Report report, Instant now) {
    waiting.put(report.worker(), report.waiting().all());
    heardAt.put(report.worker(), now);
    waiting
        .keySet()
        .removeIf(worker -> heardAt.getOrDefault(worker, now).isBefore(now.minus(SILENCE)));
    for (Told told : report.told()) {
      share.limit(told.limit());
    }
  }

  @Override
  public int look(List<Claim> claims, Instant now) {
    if (!now.isBefore(toldAt.plus(PACE))) {
      toldAt = now;
      int own = claims.stream().mapToInt(Claim::count).sum();
      trial.append(
          new Report(
              name,
              0,
              "default",
              Count.NONE,
              Count.NONE,
              Count.NONE,
              Count.NONE,
              Count.NONE,
              List.of(new Told(true, share.limit(), 0)),
              null,
              List.of(),
              new Backlog(0, own, 0)));
    }
    return share.look(claims, now);
  }

  @Override
  public void answered(@Nullable Told told, @Nullable Duration pause, Instant now) {
    share.answered(told, pause, now);
  }

  @Override
  public Instant next(Instant now) {
    Instant tells = toldAt.plus(PACE);
    Instant next = share.next(now);
    return tells.isBefore(next) ? tells : next;
  }
}
