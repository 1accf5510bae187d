package dev.countersign.sandbox.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tells subscribers of every ledger that closes, while there are any. */
final class Streams {
  /** Of the ledgers before those, only the ones with transactions are told after a jump. */
  private static final int LONGEST_JUMP = 256;

  private final Ledger ledger;
  private final TransactionJson transactions;
  private final Map<Subscription, Consumer<ObjectNode>> subscribers = new LinkedHashMap<>();
  private @Nullable Runnable cancelTimer;
  private int told;

  Streams(Ledger ledger) {
    this.ledger = ledger;
    this.transactions = new TransactionJson(ledger);
  }

  void put(Subscription subscription, Consumer<ObjectNode> listener) {
    if (subscription.idle()) {
      remove(subscription);
      return;
    }
    subscribers.put(subscription, listener);
    if (cancelTimer == null) {
      told = ledger.validatedIndex();
      arm();
    }
  }

  void remove(Subscription subscription) {
    subscribers.remove(subscription);
    if (subscribers.isEmpty() && cancelTimer != null) {
      cancelTimer.run();
      cancelTimer = null;
    }
  }

  private void arm() {
    cancelTimer = ledger.time().at(ledger.closings().closeTime(told + 1), this::tell);
  }

  private void tell() {
    int validated = ledger.validatedIndex();
    SortedSet<Integer> closed = ledger.busyBetween(told + 1, validated);
    for (int index = Math.max(told + 1, validated - LONGEST_JUMP); index <= validated; index++) {
      closed.add(index);
    }
    closed.forEach(index -> tell(index, ledger.transactionsIn(index)));
    told = validated;
    arm();
  }

  private void tell(int index, List<LedgerTransaction> inside) {
    ObjectNode closed = LedgerJson.closed(ledger, index);
    send(Subscription::toLedgers, version -> closed);
    for (LedgerTransaction transaction : inside) {
      LedgerTransaction.Place place = transaction.place();
      if (place != null) {
        send(
            subscription -> subscription.to(transaction),
            version -> transactions.streamed(transaction, place, version));
      }
    }
  }

  private void send(Predicate<Subscription> wanted, IntFunction<ObjectNode> message) {
    List.copyOf(subscribers.entrySet())
        .forEach(
            subscriber -> {
              if (wanted.test(subscriber.getKey())) {
                subscriber.getValue().accept(message.apply(subscriber.getKey().version()));
              }
            });
  }
}
