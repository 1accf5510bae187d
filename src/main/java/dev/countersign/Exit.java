package dev.countersign;

/** Exit statuses, as sysexits has them. */
final class Exit {
  static final int OK = 0;
  static final int USAGE = 64;
  static final int DATA = 65;
  static final int UNAVAILABLE = 69;
  static final int SOFTWARE = 70;
  static final int CONFIG = 78;

  private Exit() {}
}
