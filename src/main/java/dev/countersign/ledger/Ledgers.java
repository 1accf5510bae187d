package dev.countersign.ledger;

import dev.countersign.request.Transaction;
import java.util.Collection;
import java.util.Map;

/** The ledgers as the owner loop sees them. Calls return at once; news come to the listener. */
public interface Ledgers {

  /** Asks once what has become of a request's transaction; whatever comes of it is one signal. */
  void ask(String requestId, Transaction transaction);

  /** Nobody waits for news of these requests any more. */
  void release(Collection<String> requestIds);

  /** By network, the newest ledger that is known to be validated. May be asked on any thread. */
  Map<String, Long> validated();
}
