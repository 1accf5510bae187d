package dev.countersign.simulation;

import dev.countersign.ledger.Ledgers;
import dev.countersign.promises.Rule;
import dev.countersign.request.LedgerNews;
import dev.countersign.request.Signal;
import dev.countersign.request.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** A worker's questions to the ledgers. Its answers die with it, and some are long in coming. */
final class SimLedgers implements Ledgers {
  private final SimBank bank;
  private final SimProcess process;
  private final Agenda agenda;
  private final Chance chance;
  private final Findings findings;
  private final BiConsumer<String, Signal> listener;
  private final Map<String, String> asking = new HashMap<>();
  private final Instant knowsFrom;
  private final Duration lag;

  SimLedgers(
      SimBank bank,
      SimProcess process,
      Agenda agenda,
      Chance chance,
      Findings findings,
      BiConsumer<String, Signal> listener) {
    this.bank = bank;
    this.process = process;
    this.agenda = agenda;
    this.chance = chance;
    this.findings = findings;
    this.listener = listener;
    this.knowsFrom = agenda.instant().plus(chance.millis(10, 40_000));
    this.lag = chance.seconds(0, 30);
  }

  @Override
  public void ask(String requestId, Transaction transaction) {
    judge(requestId, transaction);
    // An answer that is on its way will do.
    if (transaction.txid().equals(asking.put(requestId, transaction.txid()))) {
      return;
    }
    boolean reachable = bank.ledger(transaction.network()).isReachable();
    process.after(
        reachable && chance.of(0.9) ? chance.millis(5, 900) : chance.seconds(1, 25),
        () -> {
          if (asking.remove(requestId, transaction.txid())) {
            LedgerNews news = bank.news(transaction);
            listener.accept(requestId, new Signal.LedgerTold(transaction.txid(), news));
          }
        });
  }

  /** It is looked for from a ledger on that no signature of it can be before. */
  private void judge(String requestId, Transaction transaction) {
    SimSignature signature = bank.signature(transaction.txid());
    Long since = transaction.since();
    if (signature == null) {
      findings.broken(Rule.SETTLEMENT, requestId + ": nobody has signed " + transaction);
    } else if (since != null
        && transaction.network().equals(signature.ledger().name)
        && since > signature.height()) {
      findings.broken(
          Rule.SETTLEMENT, requestId + ": looked for after it was signed: " + transaction);
    }
  }

  @Override
  public void release(Collection<String> requestIds) {
    requestIds.forEach(asking::remove);
  }

  /** Looked at now and then, once it has begun. */
  @Override
  public Map<String, Long> validated() {
    Instant looked = agenda.instant().minus(lag);
    return agenda.instant().isBefore(knowsFrom) ? Map.of() : bank.heights(looked);
  }
}
