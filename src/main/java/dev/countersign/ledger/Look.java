package dev.countersign.ledger;

import org.jspecify.annotations.Nullable;

/** What one answer to {@code tx} says. */
sealed interface Look {

  record Found(Fate.Validated fate) implements Look {}

  /**
   * The node has it in no validated ledger. It goes on saying so for half an hour after somebody
   * last asked, whatever has become of it.
   *
   * @param account who signed it
   */
  record Waiting(@Nullable String account) implements Look {}

  /**
   * @param searchedAll it is in none of the ledgers of the range asked for, and the node has looked
   *     into each; false where a ledger is missing, or has no transaction at all
   */
  record Missing(boolean searchedAll) implements Look {}

  record Trouble(String reason) implements Look {}
}
