package dev.countersign.simulation;

import dev.countersign.ledger.Ledgers;
import dev.countersign.request.Inspection;
import dev.countersign.request.LedgerNews;
import dev.countersign.request.Lifecycle;
import dev.countersign.request.PayloadView;
import dev.countersign.request.RequestState;
import dev.countersign.request.Settings;
import dev.countersign.request.Signal;
import dev.countersign.request.Step;
import dev.countersign.request.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Rules and ports of settlement (CONTRACT §9) with a mistake. */
final class SettlementMistakes {
  private SettlementMistakes() {}

  /** Takes "not there" for "never". */
  static Signal withoutPatience(Signal signal) {
    return signal instanceof Signal.LedgerTold(String txid, LedgerNews.Pending _)
        ? new Signal.LedgerTold(txid, new LedgerNews.Never())
        : signal;
  }

  /** Takes any ledger's word for a payment. */
  static Signal withoutResult(Signal signal) {
    return signal instanceof Signal.LedgerTold(String txid, LedgerNews.Validated news)
        ? new Signal.LedgerTold(
            txid,
            new LedgerNews.Validated(
                news.ledgerIndex(),
                news.closedAt(),
                "tesSUCCESS",
                news.delivered(),
                news.uncounted(),
                news.transaction(),
                news.mismatch()))
        : signal;
  }

  /** Takes what was to be delivered for what was. */
  static Signal withoutCounting(Signal signal) {
    return signal instanceof Signal.LedgerTold(String txid, LedgerNews.Validated news)
            && news.delivered() != null
        ? new Signal.LedgerTold(
            txid,
            new LedgerNews.Validated(
                news.ledgerIndex(),
                news.closedAt(),
                news.result(),
                news.transaction().amount(),
                news.uncounted(),
                news.transaction(),
                news.mismatch()))
        : signal;
  }

  /** Takes a passed deadline for a failure. */
  static final class FailsWhatTakesLong extends Lifecycle {
    FailsWhatTakesLong(Settings settings) {
      super(settings);
    }

    @Override
    public Step apply(RequestState state, Signal signal, Instant now) {
      return signal instanceof Signal.TimerFired
              && state instanceof RequestState.Settling settling
              && !super.apply(state, signal, now).events().isEmpty()
          ? super.apply(
              state,
              new Signal.LedgerTold(settling.transaction().txid(), new LedgerNews.Never()),
              now)
          : super.apply(state, signal, now);
    }
  }

  /** Waits for an answer that only its predecessor would have got. */
  static final class DoesNotAskAgainAfterATakeover extends Lifecycle {
    DoesNotAskAgainAfterATakeover(Settings settings) {
      super(settings);
    }

    @Override
    public Step apply(RequestState state, Signal signal, Instant now) {
      return signal instanceof Signal.Resumed && state instanceof RequestState.Settling settling
          ? waiting(settling, now)
          : super.apply(state, signal, now);
    }

    private static Step waiting(RequestState.Settling settling, Instant now) {
      return new Step(
          new RequestState.Settling(
              settling.subject(),
              settling.sequence(),
              settling.payloadUuid(),
              settling.signature(),
              settling.transaction(),
              settling.signedAt(),
              now.plus(Duration.ofDays(30)),
              settling.asks(),
              settling.unknownSince(),
              settling.handover()),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          null);
    }
  }

  /** Believes what looks right: whoever claims to have signed, has. */
  static Signal withoutForgery(Signal signal) {
    return signal instanceof Signal.PayloadRead(PayloadView view, var via)
            && view.inspection() instanceof Inspection.Checked checked
        ? new Signal.PayloadRead(
            Views.with(view, new Inspection.Checked(checked.signed(), List.of())), via)
        : signal;
  }

  /** Looks only from the newest ledger on. */
  record LooksOnlyAhead(Ledgers ledgers) implements Ledgers {
    @Override
    public void ask(String requestId, Transaction transaction) {
      ledgers.ask(
          requestId,
          new Transaction(
              transaction.network(),
              transaction.txid(),
              transaction.lastLedgerSequence(),
              ledgers.validated().get(transaction.network()),
              transaction.madeAt(),
              transaction.account(),
              transaction.sequence(),
              transaction.asked(),
              transaction.elsewhere()));
    }

    @Override
    public void release(Collection<String> requestIds) {
      ledgers.release(requestIds);
    }

    @Override
    public Map<String, Long> validated() {
      return ledgers.validated();
    }
  }
}
