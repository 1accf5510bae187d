package dev.countersign.wire;

/** How releases beside this one read and write states. */
public final class Releases {
  private static final int NEXT = StateCodec.VERSION + 1;

  private Releases() {}

  /** One whose states this release must not take over. */
  public static StateCodec next() {
    return new StateCodec(NEXT, NEXT);
  }

  /** As this release would be if it took over what it does not know. */
  public static StateCodec careless() {
    return new StateCodec(StateCodec.VERSION, NEXT);
  }
}
