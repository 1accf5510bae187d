package dev.countersign.platform.budget;

/**
 * A number of calls.
 *
 * @param creates those that make a payload, which the platform also counts by themselves
 * @param others all other calls
 */
public record Count(int creates, int others) {
  public static final Count NONE = new Count(0, 0);
  public static final Count CREATE = new Count(1, 0);
  public static final Count OTHER = new Count(0, 1);

  Count plus(Count more) {
    return new Count(creates + more.creates, others + more.others);
  }

  Count minus(Count less) {
    return new Count(creates - less.creates, others - less.others);
  }

  boolean isNone() {
    return creates == 0 && others == 0;
  }
}
