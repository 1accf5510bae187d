package dev.countersign.sandbox.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a ledger knows of its accounts. */
final class Accounts {
  static final long BIRTH_GIFT = 1_000_000_000_000L;
  private static final int SEQUENCES = 80_000_000;

  static final class Account {
    final String address;
    long balance;
    long sequence;
    String lastTransaction;
    int lastLedger;

    Account(String address, long balance, int born) {
      this.address = address;
      this.balance = balance;
      this.sequence = 1 + Math.floorMod(address.hashCode(), SEQUENCES);
      this.lastTransaction = Hashes.of("birth", address);
      this.lastLedger = born;
    }
  }

  private final Map<String, Account> known = new HashMap<>();
  private final Map<String, Long> taken = new HashMap<>();
  private final int born;
  private final Predicate<String> funded;

  /** Accounts that are there before anything happens to them are told by {@code funded}. */
  Accounts(int born, Predicate<String> funded) {
    this.born = born;
    this.funded = funded;
  }

  @Nullable Account find(String address) {
    Account found = known.get(address);
    return found == null && funded.test(address) ? signing(address) : found;
  }

  /** Everybody who signs has a million to spend. */
  Account signing(String address) {
    return known.computeIfAbsent(address, a -> new Account(a, BIRTH_GIFT, born));
  }

  /** A payment brings an account into being. */
  Account receiving(String address) {
    return known.computeIfAbsent(address, a -> new Account(a, 0, born));
  }

  /** After those that were given out and are still under way. */
  long next(String address) {
    return Math.max(signing(address).sequence, taken.getOrDefault(address, 0L) + 1);
  }

  long take(String address) {
    long sequence = next(address);
    taken.put(address, sequence);
    return sequence;
  }
}
