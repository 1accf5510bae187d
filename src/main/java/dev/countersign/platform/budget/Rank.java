package dev.countersign.platform.budget;

/** What a call is for, in the order in which calls get the budget (PROTOCOL §11). */
public enum Rank {
  /** Whether the application can be called at all. */
  PROBE(false),
  /** Reads that decide what has become of a request. */
  DECIDE(false),
  CANCEL(false),
  CREATE_HIGH(true),
  CREATE_NORMAL(true),
  CREATE_LOW(true),
  /** Reads that nothing hints at. */
  READ(false),
  CHECK(false),
  /** Exchanges of one-time tokens, which strangers ask for: only from what can be spared. */
  SESSION(false),
  /** Reads because a frame may have been missed: only from what can be spared. */
  RECONCILE(false);

  private final boolean create;

  Rank(boolean create) {
    this.create = create;
  }

  public boolean isCreate() {
    return create;
  }

  boolean canWait() {
    return this == SESSION || this == RECONCILE;
  }
}
