package dev.countersign.platform.budget;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reports that say one thing only. */
final class Reports {
  static final Claim CREATE = Claim.of(Rank.CREATE_NORMAL, 0, 1);

  private Reports() {}

  static Report taking(String worker, int creates, int others) {
    return of(worker, new Count(creates, others), List.of());
  }

  static Report claiming(String worker, Claim... claims) {
    return of(worker, Count.NONE, List.of(claims));
  }

  static Report of(String worker, Count taken, List<Claim> claims) {
    return of(worker, taken, Count.NONE, Count.NONE, List.of(), null, claims, Backlog.NONE);
  }

  static Report answered(String worker, int creates, int others, Told... told) {
    Count answered = new Count(creates, others);
    return of(
        worker, Count.NONE, answered, Count.NONE, List.of(told), null, List.of(), Backlog.NONE);
  }

  static Report refused(String worker, int creates, int others, Duration pause, Told... told) {
    Count refused = new Count(creates, others);
    return of(
        worker, Count.NONE, Count.NONE, refused, List.of(told), pause, List.of(), Backlog.NONE);
  }

  static Report waiting(String worker, Backlog waiting) {
    return of(worker, Count.NONE, Count.NONE, Count.NONE, List.of(), null, List.of(), waiting);
  }

  private static Report of(
      String worker,
      Count taken,
      Count answered,
      Count refused,
      List<Told> told,
      @Nullable Duration pause,
      List<Claim> claims,
      Backlog waiting) {
    return new Report(
        worker,
        1,
        "default",
        taken,
        answered,
        Count.NONE,
        refused,
        refused,
        told,
        pause,
        claims,
        waiting);
  }
}
