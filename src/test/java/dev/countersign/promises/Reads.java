package dev.countersign.promises;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Polling is punished (PROTOCOL §11), so nothing is polled that is told (CONTRACT §6.6). */
public final class Reads {
  private static final int MOST_IN_AN_HOUR = 4;
  private static final Duration HOUR = Duration.ofHours(1);

  /** Half a minute until the readable state has caught up, then ten seconds for the result. */
  private static final Duration RUN = Duration.ofSeconds(60);

  private static final int MOST_IN_A_RUN = 16;

  private Reads() {}

  /**
   * Which promises were not kept for one payload.
   *
   * @param reads in their order
   * @param hints what was reason to read: a decision, an end, a deadline, a cancel; in their order
   */
  public static List<Broken> broken(String requestId, List<Instant> reads, List<Instant> hints) {
    List<Broken> broken = new ArrayList<>();
    List<Instant> unhinted = new ArrayList<>();
    int[] runs = new int[hints.size()];
    for (Instant read : reads) {
      int hint = latest(hints, read);
      if (hint >= 0 && read.isBefore(hints.get(hint).plus(RUN))) {
        runs[hint]++;
      } else {
        unhinted.add(read);
      }
    }
    for (int run : runs) {
      if (run > MOST_IN_A_RUN) {
        broken.add(new Broken(Rule.READS, requestId, run + " reads after one hint"));
      }
    }
    for (int i = MOST_IN_AN_HOUR; i < unhinted.size(); i++) {
      if (unhinted.get(i).isBefore(unhinted.get(i - MOST_IN_AN_HOUR).plus(HOUR))) {
        broken.add(
            new Broken(
                Rule.READS,
                requestId,
                "more than %d reads in an hour that nothing hinted at: %s"
                    .formatted(MOST_IN_AN_HOUR, unhinted.subList(i - MOST_IN_AN_HOUR, i + 1))));
        break;
      }
    }
    return broken;
  }

  private static int latest(List<Instant> hints, Instant at) {
    int latest = -1;
    for (int i = 0; i < hints.size() && !hints.get(i).isAfter(at); i++) {
      latest = i;
    }
    return latest;
  }
}
