package dev.countersign.process;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a sliding minute (PROTOCOL §11) lets through if there is always somebody at the door. Who
 * enters as soon as there is room is never later than anybody else, so nothing is more.
 */
final class IdealRate {
  static final Duration MINUTE = Duration.ofMinutes(1);

  private final List<Change> changes;

  /** From a moment on the limit is another. */
  record Change(Instant from, int limit) {}

  /**
   * @param changes the first is what counts from the beginning
   */
  IdealRate(List<Change> changes) {
    this.changes = changes.stream().sorted(Comparator.comparing(Change::from)).toList();
  }

  /** How many at most from one moment to another, both included. */
  int count(Instant first, Instant last) {
    return admissions(first, last, Integer.MAX_VALUE).size();
  }

  /** How long so many take at least, from the first to the last. */
  Duration time(Instant first, int count) {
    List<Instant> admissions = admissions(first, Instant.MAX, count);
    if (admissions.size() < count) {
      throw new IllegalArgumentException(count + " never get through: " + changes);
    }
    return count == 0 ? Duration.ZERO : Duration.between(first, admissions.getLast());
  }

  private List<Instant> admissions(Instant first, Instant last, int most) {
    List<Instant> admissions = new ArrayList<>();
    ArrayDeque<Instant> minute = new ArrayDeque<>();
    for (Instant now = first; !now.isAfter(last); now = next(now, minute)) {
      while (!minute.isEmpty() && !minute.getFirst().plus(MINUTE).isAfter(now)) {
        minute.removeFirst();
      }
      for (int room = limit(now) - minute.size(); room > 0; room--) {
        if (admissions.size() == most) {
          return admissions;
        }
        minute.addLast(now);
        admissions.add(now);
      }
      if (now.equals(Instant.MAX)) {
        return admissions;
      }
    }
    return admissions;
  }

  /** Between two of these moments nothing gets free. */
  private Instant next(Instant now, ArrayDeque<Instant> minute) {
    Instant free = minute.isEmpty() ? Instant.MAX : minute.getFirst().plus(MINUTE);
    return changes.stream()
        .map(Change::from)
        .filter(from -> from.isAfter(now) && from.isBefore(free))
        .min(Comparator.naturalOrder())
        .orElse(free);
  }

  private int limit(Instant now) {
    int limit = changes.getFirst().limit();
    for (Change change : changes) {
      if (!change.from().isAfter(now)) {
        limit = change.limit();
      }
    }
    return limit;
  }
}
