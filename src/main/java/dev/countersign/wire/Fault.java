package dev.countersign.wire;

import dev.countersign.request.Rejection;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Why a record could not be used, and who found that out.
 *
 * @param task number of the partition on which it was found out
 * @param by the class that was at work
 * @param thrown what broke the worker's own code
 */
public record Fault(
    DeadLetterCode code,
    String message,
    Stage stage,
    int task,
    Class<?> by,
    @Nullable Throwable thrown) {
  private static final int MOST_FRAMES = 30;
  private static final int MOST_CAUSES = 5;

  /**
   * The steps of a record's way that Kafka Connect has names for, as far as there are such here.
   */
  public enum Stage {
    /** Reading it. */
    VALUE_CONVERTER(UndecodableException.class),
    /** Applying it. */
    TASK_PUT(Rejection.class),
    /** Writing what follows from it. */
    KAFKA_PRODUCE(RecordTooLargeException.class);

    private final Class<?> usualKind;

    Stage(Class<?> usualKind) {
      this.usualKind = usualKind;
    }
  }

  public static Fault at(Stage stage, int task, Class<?> by, DeadLetterCode code, String message) {
    return new Fault(code, message, stage, task, by, null);
  }

  /** The class of what was thrown, or of what says no where nothing is thrown. */
  String kind() {
    return (thrown == null ? stage.usualKind : thrown.getClass()).getName();
  }

  /** Where it was thrown; without messages, which may quote what was in the record. */
  @Nullable String stackTrace() {
    if (thrown == null) {
      return null;
    }
    StringBuilder trace = new StringBuilder();
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
      trace.append(depth == 0 ? "" : "Caused by: ").append(cause.getClass().getName()).append('\n');
      StackTraceElement[] frames = cause.getStackTrace();
      for (int i = 0; i < Math.min(frames.length, MOST_FRAMES); i++) {
        trace.append("\tat ").append(frames[i]).append('\n');
      }
      cause = cause.getCause();
    }
    return trace.toString();
  }
}
