package dev.countersign.ledger;

import dev.countersign.metrics.Metric;
import dev.countersign.request.LedgerNews;
import dev.countersign.request.Signal;
import dev.countersign.request.Transaction;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The real ledgers: follows transactions by a {@link LedgerReader}, and looks now and then how far
 * each network is, so that it is known before a payload is made.
 */
public final class LedgerDesk implements Ledgers {
  /** Far less than the life of a request, and next to nothing for a node. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(20);

  /** Nodes have pauses of their own after failures. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final LedgerReader reader;
  private final Vertx vertx;
  private final Context context;
  private final BiConsumer<String, Signal> listener;
  private final BiConsumer<String, @Nullable String> trouble;
  private final MeterRegistry meters;
  private final Map<String, Long> validated = new ConcurrentHashMap<>();
  private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
  private final Map<String, String> asking = new HashMap<>();
  private volatile boolean closed;

  /**
   * @param listener takes news of a request
   * @param trouble takes why a network cannot be read; null: it can
   */
  public LedgerDesk(
      Vertx vertx,
      Context context,
      LedgerReader reader,
      Set<String> networks,
      BiConsumer<String, Signal> listener,
      BiConsumer<String, @Nullable String> trouble,
      MeterRegistry meters) {
    this.vertx = vertx;
    this.context = context;
    this.reader = reader;
    this.listener = listener;
    this.trouble = trouble;
    this.meters = meters;
    for (String network : networks) {
      Metric.LEDGER_UNREADABLE.gauge(meters, () -> unreadable.contains(network) ? 1 : 0, network);
      look(network);
    }
  }

  private void look(String network) {
    reader
        .height(network)
        .onSuccess(
            height -> {
              Duration next =
                  switch (height) {
                    case Height.At(long index) -> {
                      seen(network, index);
                      yield LOOK_EVERY;
                    }
                    case Height.Unknown(String reason) -> {
                      unreadable.add(network);
                      trouble.accept(network, reason);
                      yield LOOK_AGAIN;
                    }
                  };
              if (!closed) {
                vertx.setTimer(next.toMillis(), _ -> look(network));
              }
            });
  }

  /** A node may be behind the one that was asked before. */
  private void seen(String network, long index) {
    if (validated.merge(network, index, Math::max) == index) {
      Metric.LEDGER_VALIDATED.gauge(meters, () -> validated.get(network), network);
    }
    unreadable.remove(network);
    trouble.accept(network, null);
  }

  @Override
  public Map<String, Long> validated() {
    return Map.copyOf(validated);
  }

  @Override
  public void ask(String requestId, Transaction transaction) {
    context.runOnContext(
        _ -> {
          // An answer that is on its way will do.
          if (!transaction.txid().equals(asking.put(requestId, transaction.txid()))) {
            inquire(requestId, transaction);
          }
        });
  }

  private void inquire(String requestId, Transaction transaction) {
    Question question =
        new Question(
            transaction.txid(),
            transaction.lastLedgerSequence(),
            transaction.since(),
            transaction.account(),
            transaction.sequence());
    Future<Fate> fate = reader.fate(transaction.network(), question);
    fate.map(found -> news(found, transaction))
        .onComplete(
            answer -> {
              if (asking.remove(requestId, transaction.txid())) {
                LedgerNews news = answer.succeeded() ? answer.result() : new LedgerNews.Pending();
                listener.accept(requestId, new Signal.LedgerTold(transaction.txid(), news));
              }
            });
  }

  private LedgerNews news(Fate fate, Transaction transaction) {
    count(transaction.network(), fate);
    return switch (fate) {
      case Fate.Validated found ->
          new LedgerNews.Validated(
              found.ledgerIndex(),
              found.closeTime(),
              found.result(),
              found.delivered() instanceof Delivered.Of(var amount) ? amount : null,
              found.delivered() instanceof Delivered.Unavailable,
              Inspector.summary(found.transaction()),
              Inspector.mismatch(transaction.asked(), found.transaction()));
      case Fate.Never _ -> new LedgerNews.Never();
      case Fate.NotYet _, Fate.Unknown _ -> new LedgerNews.Pending();
    };
  }

  private void count(String network, Fate fate) {
    String outcome =
        switch (fate) {
          case Fate.Validated _ -> "validated";
          case Fate.Never _ -> "never";
          case Fate.NotYet _ -> "not_yet";
          case Fate.Unknown _ -> "unknown";
        };
    Metric.LEDGER_ANSWERS.counter(meters, network, outcome).increment();
  }

  @Override
  public void release(Collection<String> requestIds) {
    List<String> all = List.copyOf(requestIds);
    context.runOnContext(_ -> all.forEach(asking::remove));
  }

  public Future<Void> close() {
    closed = true;
    return reader.close();
  }
}
