package dev.countersign.platform.budget;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Calls that wait for the budget and have the same place in its order.
 *
 * @param round how many calls of the same user go before, so that users take turns
 * @param deadline when it must have begun, in milliseconds since 1970; {@link Long#MAX_VALUE}: ever
 * @param arrival when it was asked for, in milliseconds since 1970
 */
public record Claim(Rank rank, int round, long deadline, long arrival, int count)
    implements Comparable<Claim> {
  private static final Comparator<Claim> ORDER =
      Comparator.comparing(Claim::rank)
          .thenComparingInt(Claim::round)
          .thenComparingLong(Claim::deadline)
          .thenComparingLong(Claim::arrival);

  /** A call in the order of its arrival. */
  public static Claim of(Rank rank, long arrival, int count) {
    return new Claim(rank, 0, Long.MAX_VALUE, arrival, count);
  }

  /** What is left of them after the first {@code count} calls. */
  public static List<Claim> without(List<Claim> claims, int count) {
    List<Claim> left = new ArrayList<>();
    int skipped = count;
    for (Claim claim : claims) {
      int some = Math.min(skipped, claim.count());
      skipped -= some;
      if (some < claim.count()) {
        left.add(claim.with(claim.count() - some));
      }
    }
    return left;
  }

  Claim with(int count) {
    return new Claim(rank, round, deadline, arrival, count);
  }

  @Override
  public int compareTo(Claim other) {
    return ORDER.compare(this, other);
  }
}
