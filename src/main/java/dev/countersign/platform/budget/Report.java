package dev.countersign.platform.budget;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one worker tells all others of its use of one application's budget.
 *
 * @param worker a name that no other process has or had
 * @param number grows with each report of this worker and application
 * @param taken calls that it means to make; they are its own if there was room for them, by all
 *     that stands before this report in the log
 * @param answered calls made of those taken before; the platform has counted them by now
 * @param unclear calls that the platform may have counted or not
 * @param unused calls that were taken and are not made, or that the platform refused
 * @param refused calls that the platform answered with 429; they are among the unused
 * @param pause for how long the platform is not to be called; null: news of none
 * @param claims what waits here, the first of it
 * @param waiting creates that wait here by priority, high to low
 */
public record Report(
    String worker,
    long number,
    String application,
    Count taken,
    Count answered,
    Count unclear,
    Count unused,
    Count refused,
    List<Told> told,
    @Nullable Duration pause,
    List<Claim> claims,
    Backlog waiting) {
  public Report {
    told = List.copyOf(told);
    claims = List.copyOf(claims);
  }
}
