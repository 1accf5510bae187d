package dev.countersign.worker;

import dev.countersign.request.RequestState;
import java.util.Map;

/** What a test of another package may see of the loop. */
public final class LoopInside {
  private LoopInside() {}

  /** The requests of every restored partition. */
  public static Map<Integer, Map<String, RequestState>> memory(OwnerLoop loop) {
    return loop.memory();
  }

  /** Forgets letters that were meant for an earlier loop. */
  public static void clear(Mailbox mailbox) {
    mailbox.clear();
  }
}
