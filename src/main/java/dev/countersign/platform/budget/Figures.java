package dev.countersign.platform.budget;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * An application's minute as this worker sees it; empty or null: not known.
 *
 * @param creates of the fleet that count now, under way or within the last minute
 * @param others other calls of the fleet that count now
 */
public record Figures(
    @Nullable Integer createLimit,
    @Nullable Integer callLimit,
    OptionalInt createsLeft,
    OptionalInt callsLeft,
    int creates,
    int others) {
  public static final Figures NONE =
      new Figures(null, null, OptionalInt.empty(), OptionalInt.empty(), 0, 0);
}
