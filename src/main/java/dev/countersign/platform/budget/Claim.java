package dev.countersign.platform.budget;

import java.util.Comparator;

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

  public Claim with(int count) {
    return new Claim(rank, round, deadline, arrival, count);
  }

  @Override
  public int compareTo(Claim other) {
    return ORDER.compare(this, other);
  }
}
