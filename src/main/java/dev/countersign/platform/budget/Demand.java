package dev.countersign.platform.budget;

import java.util.List;

/**
 * The creates that wait in the owner loop of one worker.
 *
 * @param first those that come first, in order
 * @param waiting all of them
 * @param received permits that the loop has received since it began
 * @param unused of those, permits for which nobody was there any more
 */
public record Demand(List<Claim> first, Backlog waiting, long received, long unused) {
  /** More are not named at once; they come up as those before them go. */
  public static final int MOST = 64;

  public static final Demand NONE = new Demand(List.of(), Backlog.NONE, 0, 0);

  public Demand {
    first = List.copyOf(first);
  }
}
