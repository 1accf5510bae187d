package dev.countersign.simulation;

import dev.countersign.request.LedgerNews;
import dev.countersign.request.Networks;
import dev.countersign.request.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All ledgers there are, and what was signed for them. */
final class SimBank {
  static final List<String> NAMES = List.of("mainnet", "xahau", "testnet");

  private final Agenda agenda;
  private final Map<String, SimLedger> ledgers = new LinkedHashMap<>();
  private final Map<String, SimSignature> signed = new HashMap<>();

  SimBank(Agenda agenda, Chance chance) {
    this.agenda = agenda;
    boolean any = chance.of(0.8);
    add(new SimLedger("mainnet", 0, any, 90_000_000, agenda, chance.fork()));
    add(new SimLedger("xahau", 21337, any && chance.of(0.7), 5_000_000, agenda, chance.fork()));
    add(new SimLedger("testnet", 1, false, 40_000_000, agenda, chance.fork()));
  }

  private void add(SimLedger ledger) {
    ledgers.put(ledger.name, ledger);
  }

  void plan(Duration storm) {
    ledgers.values().forEach(ledger -> ledger.plan(storm));
  }

  SimLedger ledger(String name) {
    SimLedger ledger = ledgers.get(name);
    if (ledger == null) {
      throw new IllegalArgumentException("no network " + name);
    }
    return ledger;
  }

  List<SimLedger> ledgers() {
    return List.copyOf(ledgers.values());
  }

  /** Whose nodes the fleet is told. */
  Networks networks() {
    return new Networks(
        ledgers.values().stream()
            .filter(ledger -> ledger.read)
            .collect(Collectors.toMap(ledger -> ledger.name, ledger -> ledger.id)));
  }

  void signed(SimSignature signature) {
    signed.put(signature.txid(), signature);
  }

  @Nullable SimSignature signature(String txid) {
    return signed.get(txid);
  }

  /** What a node with all of its history answers; it proves an absence where it is told enough. */
  LedgerNews news(Transaction asked) {
    SimLedger ledger = ledger(asked.network());
    if (!ledger.isReachable()) {
      return new LedgerNews.Pending();
    }
    SimSignature signature = signed.get(asked.txid());
    long height = ledger.height(agenda.instant());
    if (signature != null
        && signature.ledger() == ledger
        && signature.includedIn() != null
        && signature.includedIn() <= height) {
      return new LedgerNews.Validated(
          signature.includedIn(),
          ledger.closedAt(signature.includedIn()),
          signature.result(),
          signature.delivered(),
          signature.uncounted(),
          signature.transaction(),
          asked.asked() == null ? null : signature.mismatch());
    }
    Long last = asked.lastLedgerSequence();
    boolean proven =
        last != null && height > last && (asked.since() != null || asked.account() != null);
    return proven ? new LedgerNews.Never() : new LedgerNews.Pending();
  }

  /** By network that is read. */
  Map<String, Long> heights(Instant at) {
    return ledgers.values().stream()
        .filter(ledger -> ledger.read)
        .collect(Collectors.toMap(ledger -> ledger.name, ledger -> ledger.height(at)));
  }
}
