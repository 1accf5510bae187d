package dev.countersign;

/** Exit statuses, as sysexits has them; those below 64 are how a request has ended. */
final class Exit {
  static final int OK = 0;
  static final int REJECTED = 1;
  static final int EXPIRED = 2;
  static final int CANCELLED = 3;
  static final int NOT_SETTLED = 4;
  static final int USAGE = 64;
  static final int DATA = 65;
  static final int UNAVAILABLE = 69;
  static final int SOFTWARE = 70;
  static final int LATER = 75;
  static final int CONFIG = 78;

  private Exit() {}
}
