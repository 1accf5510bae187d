package dev.countersign.platform.budget;

/**
 * What may be called now. While it is handed out, what creates and other calls have reserved for
 * each other is kept, so that neither starves. {@link Ledger} says how much that is.
 */
final class Room {
  private int calls;
  private int atOnce;
  private int creates;
  private int reservedForCreates;
  private int reservedForOthers;
  private final int spared;

  /**
   * @param calls of any kind in this minute
   * @param atOnce at most so many of them now
   * @param creates at most so many of them
   * @param reservedForCreates so many are not for other calls
   * @param reservedForOthers so many are not for creates
   * @param spared so many are not for what can wait
   */
  Room(
      int calls,
      int atOnce,
      int creates,
      int reservedForCreates,
      int reservedForOthers,
      int spared) {
    this.calls = calls;
    this.atOnce = atOnce;
    this.creates = creates;
    this.reservedForCreates = reservedForCreates;
    this.reservedForOthers = reservedForOthers;
    this.spared = spared;
  }

  static Room none() {
    return new Room(0, 0, 0, 0, 0, 0);
  }

  /** Takes up to {@code wanted} calls; returns how many there is room for. */
  int take(Rank rank, int wanted) {
    int free = Math.min(atOnce, free(rank));
    int taken = Math.max(0, Math.min(wanted, free));
    calls -= taken;
    atOnce -= taken;
    if (rank.isCreate()) {
      creates -= taken;
      reservedForCreates = Math.max(0, reservedForCreates - taken);
    } else {
      reservedForOthers = Math.max(0, reservedForOthers - taken);
    }
    return taken;
  }

  private int free(Rank rank) {
    if (rank.isCreate()) {
      return Math.min(creates, calls - reservedForOthers);
    }
    return calls - (rank.canWait() ? Math.max(spared, reservedForCreates) : reservedForCreates);
  }
}
