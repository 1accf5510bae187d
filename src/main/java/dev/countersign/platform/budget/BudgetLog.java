package dev.countersign.platform.budget;

import java.time.Duration;

/**
 * One ordered log that all workers of the fleet append to and read. Its order decides who may call
 * when two want the last call of a minute.
 */
public interface BudgetLog {

  /** Appends; everybody reads it back, the writer too. It may be lost, and is then never read. */
  void append(Report report);

  /** Who reads what was appended, in its order; one at most. */
  void onReport(Reader reader);

  /** Takes reports as they are read. */
  @FunctionalInterface
  interface Reader {
    /**
     * @param age since it was appended; zero unless it was appended before this worker began
     */
    void read(Report report, Duration age);
  }
}
