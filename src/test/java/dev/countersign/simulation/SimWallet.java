package dev.countersign.simulation;

import dev.countersign.request.Amount;
import dev.countersign.request.Expectation;
import dev.countersign.request.Inspection;
import dev.countersign.request.SignedTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What people sign, mostly as they were asked to; and what the ledger makes of it. */
final class SimWallet {
  static final List<String> FORGERIES = List.of("Account", "SigningPubKey", "TxnSignature", "txid");
  static final String SHOP = "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh";
  static final long TAG = 7;
  static final long DROPS = 1_000;
  private static final String STRANGER = "rrrrrrrrrrrrrrrrrrrrrhoLvTp";
  static final String NODE_OF_ONES_OWN = "MYNODE";

  private static final Duration LONG_BEFORE = Duration.ofMinutes(2);

  /** A network with a greater id is named in the transaction. */
  private static final long UNNAMED = 1_024;

  private final SimBank bank;
  private final Agenda agenda;
  private final Chance chance;

  SimWallet(SimBank bank, Agenda agenda, Chance chance) {
    this.bank = bank;
    this.agenda = agenda;
    this.chance = chance;
  }

  static String account(@Nullable String user) {
    return switch (user) {
      case "ada" -> "rPT1Sjq2YGrBMTttX4GZHjKu9dyfzbpAYe";
      case "bob" -> "r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59";
      case null, default -> "rvYAfWj5gh67oV6fW32ZzP3Aw4Eubs59B";
    };
  }

  static Amount drops(long count) {
    Amount drops = Amount.drops(Long.toString(count));
    if (drops == null) {
      throw new IllegalArgumentException("no drops: " + count);
    }
    return drops;
  }

  SimSignature sign(SimPayload payload) {
    Instant now = agenda.instant();
    SimLedger ledger = ledger(payload.subject.expect());
    long height = ledger.height(now);
    String account = chance.of(0.93) ? account(payload.person) : STRANGER;
    Long last = chance.of(0.8) ? height + chance.between(3, 20) : null;
    SignedTransaction transaction =
        new SignedTransaction(
            account,
            chance.of(0.95) ? SHOP : account(null),
            chance.of(0.95) ? TAG : null,
            drops(chance.of(0.95) ? DROPS : DROPS - 1),
            ledger.id < UNNAMED ? null : ledger.id,
            1L,
            last);
    List<String> mismatch = chance.of(0.95) ? List.of() : List.of("Memos");
    String forgery = chance.of(0.94) ? null : chance.pick(FORGERIES);
    Long included = chance.of(0.03) ? older(ledger, payload) : included(height, last);
    boolean valid = forgery == null || forgery.equals("txid") || forgery.equals("Account");
    boolean counted = chance.of(0.95);
    boolean success = chance.of(0.88);
    return new SimSignature(
        "%016X%016X".formatted(chance.generator().nextLong(), chance.generator().nextLong()),
        ledger,
        "Account".equals(forgery) ? account(payload.person) : account,
        nodetype(ledger),
        "Account".equals(forgery) ? by(STRANGER, transaction) : transaction,
        mismatch,
        shown(transaction, mismatch, forgery, height),
        height,
        valid ? included : null,
        success ? "tesSUCCESS" : "tecPATH_DRY",
        success && counted ? drops(chance.of(0.92) ? DROPS : DROPS / 2) : null,
        success && !counted);
  }

  /** Old wallets do not say where they are, and a node of one's own has any name. */
  private @Nullable String nodetype(SimLedger ledger) {
    if (chance.of(0.7)) {
      return ledger.name.toUpperCase(Locale.ROOT);
    }
    return chance.of(0.5) ? null : NODE_OF_ONES_OWN;
  }

  /** Mostly where it is expected; people switch networks, and nobody stops them. */
  private SimLedger ledger(Expectation expect) {
    String expected = expect.network() == null ? "mainnet" : expect.network();
    return chance.of(0.85) ? bank.ledger(expected) : chance.pick(bank.ledgers());
  }

  /** Somebody hands in what was signed, and paid, for something else. */
  private static Long older(SimLedger ledger, SimPayload payload) {
    return ledger.height(payload.madeAt.minus(LONG_BEFORE));
  }

  /** The wallet dies, or submits now or, where nothing sets an end to that, much later. */
  private @Nullable Long included(long height, @Nullable Long last) {
    if (chance.of(0.15)) {
      return null;
    }
    boolean late = last == null && chance.of(0.2);
    long index = height + (late ? chance.spread(20, 3_000) : chance.between(1, 6));
    return last == null || index <= last ? index : null;
  }

  private Inspection shown(
      SignedTransaction transaction, List<String> mismatch, @Nullable String forgery, long height) {
    if (forgery == null) {
      return chance.of(0.85)
          ? new Inspection.Checked(transaction, mismatch)
          : new Inspection.Unchecked("a type that nobody here knows");
    }
    List<String> all = new ArrayList<>(mismatch);
    all.add(forgery);
    return new Inspection.Checked(
        switch (forgery) {
          case "txid" -> another(transaction, height);
          case "Account" -> by(STRANGER, transaction);
          default -> transaction;
        },
        all);
  }

  /** A blob that has nothing to do with the txid that the platform names. */
  private static SignedTransaction another(SignedTransaction transaction, long height) {
    return new SignedTransaction(
        transaction.account(),
        transaction.destination(),
        transaction.destinationTag(),
        transaction.amount(),
        transaction.networkId(),
        2L,
        height + 1);
  }

  private static SignedTransaction by(String account, SignedTransaction transaction) {
    return new SignedTransaction(
        account,
        transaction.destination(),
        transaction.destinationTag(),
        transaction.amount(),
        transaction.networkId(),
        transaction.sequence(),
        transaction.lastLedgerSequence());
  }
}
