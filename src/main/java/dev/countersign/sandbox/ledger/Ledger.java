package dev.countersign.sandbox.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.sandbox.codec.TransactionCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One network's ledger. It catches up with the clock whenever somebody looks; touched on the
 * sandbox's event loop only.
 */
public final class Ledger {
  private static final int HISTORY = 256;

  private final Chain chain;
  private final LedgerTime time;
  private final Closings closings;
  private final Accounts accounts;
  private final Effects effects;
  private final Gaps gaps = new Gaps();
  private final Map<String, LedgerTransaction> transactions = new HashMap<>();
  private final NavigableMap<Integer, List<LedgerTransaction>> byIndex = new TreeMap<>();
  private final List<LedgerTransaction> pending = new ArrayList<>();

  /** Accounts that {@code funded} knows have a balance from the start. */
  public Ledger(Chain chain, LedgerTime time, Duration interval, Predicate<String> funded) {
    this.chain = chain;
    this.time = time;
    this.closings = new Closings(time, interval, chain.firstIndex());
    this.accounts = new Accounts(chain.firstIndex() - HISTORY, funded);
    this.effects = new Effects(accounts);
  }

  public int validatedIndex() {
    return closings.validated();
  }

  /** What an account signs next. */
  public long nextSequence(String account) {
    settle();
    return accounts.next(account);
  }

  /** The same, and the next one to ask gets the one after. */
  public long takeSequence(String account) {
    settle();
    return accounts.take(account);
  }

  /** The engine's preliminary result. */
  public String submit(String hex, Outcome outcome) {
    settle();
    ObjectNode json = chain.codec().decode(hex);
    String hash = TransactionCodec.hash(hex);
    LedgerTransaction transaction =
        new LedgerTransaction(hash, hex, json, outcome, closings.takingIn(time.now()));
    String refusal = refusal(transaction);
    if (refusal != null) {
      return refusal;
    }
    if (outcome.getsIn()) {
      transactions.put(hash, transaction);
      pending.add(transaction);
    }
    return outcome.result();
  }

  private @Nullable String refusal(LedgerTransaction transaction) {
    ObjectNode json = transaction.json();
    if (transactions.containsKey(transaction.hash())) {
      return "tefALREADY";
    }
    if (!chain.namedInTransactions() && json.has("NetworkID")) {
      return "telNETWORK_ID_MAKES_TX_NON_CANONICAL";
    }
    if (chain.namedInTransactions() && !json.has("NetworkID")) {
      return "telREQUIRES_NETWORK_ID";
    }
    if (chain.namedInTransactions() && json.path("NetworkID").asInt() != chain.id()) {
      return "telWRONG_NETWORK";
    }
    if (!json.path("Fee").isTextual() || json.path("Fee").textValue().startsWith("-")) {
      return "temBAD_FEE";
    }
    if (transaction.outlivedBy(closings.validated() + 1)) {
      return "tefMAX_LEDGER";
    }
    return outOfSequence(transaction) ? "tefPAST_SEQ" : null;
  }

  private boolean outOfSequence(LedgerTransaction transaction) {
    return !transaction.ticketed()
        && transaction.sequence() < accounts.signing(transaction.account()).sequence;
  }

  /** Everything whose ledger has closed by now gets its place there, or is forgotten. */
  void settle() {
    if (pending.isEmpty()) {
      return;
    }
    int validated = closings.validated();
    pending.sort(Comparator.comparingInt(LedgerTransaction::dueIndex));
    Iterator<LedgerTransaction> due = pending.iterator();
    while (due.hasNext()) {
      LedgerTransaction transaction = due.next();
      if (transaction.dueIndex() > validated) {
        break;
      }
      due.remove();
      if (transaction.outlivedBy(transaction.dueIndex()) || outOfSequence(transaction)) {
        transactions.remove(transaction.hash());
      } else {
        place(transaction);
      }
    }
  }

  private void place(LedgerTransaction transaction) {
    int index = transaction.dueIndex();
    List<LedgerTransaction> ledger = byIndex.computeIfAbsent(index, i -> new ArrayList<>());
    ObjectNode meta = effects.apply(transaction, index, ledger.size());
    transaction.placed(new LedgerTransaction.Place(index, ledger.size(), meta));
    ledger.add(transaction);
  }

  /** By its hash, in a validated ledger or on its way there; null if this node knows nothing. */
  public @Nullable LedgerTransaction find(String hash) {
    settle();
    LedgerTransaction found = transactions.get(hash.toUpperCase(Locale.ROOT));
    LedgerTransaction.Place place = found == null ? null : found.place();
    return place != null && gaps.hold(place.index()) ? null : found;
  }

  List<LedgerTransaction> transactionsIn(int index) {
    settle();
    return List.copyOf(byIndex.getOrDefault(index, List.of()));
  }

  /** Ledgers with anything in them. */
  SortedSet<Integer> busyBetween(int from, int to) {
    settle();
    return from > to
        ? new TreeSet<>()
        : new TreeSet<>(byIndex.subMap(from, true, to, true).keySet());
  }

  /** Ledgers from there to there are not on this server; empty heals it. */
  public void forget(List<int[]> ranges) {
    gaps.set(ranges.stream().map(range -> new Gaps.Range(range[0], range[1])).toList());
  }

  /** As {@code complete_ledgers} has it. */
  public String completeLedgers() {
    return completeLedgers(closings.validated());
  }

  String completeLedgers(int newest) {
    return gaps.complete(firstIndex(), newest);
  }

  boolean complete(int from, int to) {
    return from >= firstIndex() && to <= closings.validated() && !gaps.touch(from, to);
  }

  int firstIndex() {
    return chain.firstIndex() - HISTORY;
  }

  public Chain chain() {
    return chain;
  }

  Accounts accounts() {
    settle();
    return accounts;
  }

  Closings closings() {
    return closings;
  }

  LedgerTime time() {
    return time;
  }
}
