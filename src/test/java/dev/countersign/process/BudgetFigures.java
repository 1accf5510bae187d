package dev.countersign.process;

import dev.countersign.sandbox.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * How one application's budget was used, from the platform's log of calls alone.
 *
 * @param created creates that were admitted
 * @param ideal what the limits would have let through from the first attempt to the last create
 * @param took from the first attempt to the last create
 * @param idealTime in which so many could have been created
 */
record BudgetFigures(
    Use creates, Use calls, int created, int ideal, Duration took, Duration idealTime) {
  private static final int TOO_MANY = 429;

  /**
   * Calls of one kind.
   *
   * @param tried all of them
   * @param refused answered 429
   * @param mostAdmitted in any sliding minute
   * @param mostTried in any sliding minute
   */
  record Use(int tried, int refused, int mostAdmitted, int mostTried) {
    static Use of(List<Call> calls) {
      List<Call> admitted = calls.stream().filter(call -> call.status() != TOO_MANY).toList();
      return new Use(
          calls.size(),
          calls.size() - admitted.size(),
          mostInAMinute(admitted),
          mostInAMinute(calls));
    }

    double refusedShare() {
      return tried == 0 ? 0 : (double) refused / tried;
    }
  }

  /**
   * @param calls in the order of the log; those of others are left out
   * @param limits on creates
   */
  static BudgetFigures of(List<Call> calls, String application, List<IdealRate.Change> limits) {
    List<Call> own =
        calls.stream()
            .filter(call -> application.equals(call.application()))
            // A socket costs nothing (PROTOCOL §11).
            .filter(call -> !call.endpoint().equals("socket"))
            .toList();
    List<Call> creates = own.stream().filter(c -> c.endpoint().equals("create")).toList();
    List<Call> done = creates.stream().filter(call -> call.status() == 200).toList();
    IdealRate rate = new IdealRate(limits);
    if (done.isEmpty()) {
      return new BudgetFigures(Use.of(creates), Use.of(own), 0, 0, Duration.ZERO, Duration.ZERO);
    }
    Instant first = creates.getFirst().at();
    Instant last = done.getLast().at();
    return new BudgetFigures(
        Use.of(creates),
        Use.of(own),
        done.size(),
        rate.count(first, last),
        Duration.between(first, last),
        rate.time(first, done.size()));
  }

  private static int mostInAMinute(List<Call> calls) {
    int most = 0;
    int oldest = 0;
    for (int newest = 0; newest < calls.size(); newest++) {
      Instant edge = calls.get(newest).at().minus(IdealRate.MINUTE);
      while (!calls.get(oldest).at().isAfter(edge)) {
        oldest++;
      }
      most = Math.max(most, newest - oldest + 1);
    }
    return most;
  }

  /** In number: the ideal grows by a whole minute's worth at a time, so this jumps. */
  double shareOfIdeal() {
    return ideal == 0 ? 0 : (double) created / ideal;
  }

  /** In time: stricter, who spreads a minute's creates evenly is a minute behind at the end. */
  double speed() {
    return took.isZero() ? 1 : (double) idealTime.toNanos() / took.toNanos();
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%5d created, %6.2f %% of ideal %d; %7.1f s, ideal %.1f s (%.2f %%); 429: %d of %d creates"
            + " (%.2f %%), %d of %d calls (%.2f %%); most in 60 s: creates %d (tried %d),"
            + " calls %d (tried %d)",
        created,
        100 * shareOfIdeal(),
        ideal,
        took.toMillis() / 1e3,
        idealTime.toMillis() / 1e3,
        100 * speed(),
        creates.refused(),
        creates.tried(),
        100 * creates.refusedShare(),
        calls.refused(),
        calls.tried(),
        100 * calls.refusedShare(),
        creates.mostAdmitted(),
        creates.mostTried(),
        calls.mostAdmitted(),
        calls.mostTried());
  }
}
