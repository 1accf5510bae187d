package dev.countersign.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * Proves that a transaction is in none of the ledgers in which it could be. Each ledger is vouched
 * for by one answer that says both that it was searched and what was found: behind a public address
 * the servers that say what they have and that say what they miss may be two.
 *
 * <p>Asked by hash, a server counts as searched only ledgers with transactions in them, and knows
 * for a while what it merely passed on; the list of the account's transactions has neither trouble.
 */
final class Proof {
  /** More ledgers than one and a thousand a server does not search at once. */
  private static final long WIDEST = 1000;

  private static final int MOST_ANSWERS = 50;
  private static final int PAGE = 50;

  private final Node node;
  private final Question question;
  private final Standing.Known known;
  private int answers;

  Proof(Node node, Question question, Standing.Known known) {
    this.node = node;
    this.question = question;
    this.known = known;
  }

  Future<Finding> byHash() {
    return range() instanceof LedgerRanges.Range range ? search(range.from(), range) : open();
  }

  /**
   * @param account null if nobody knows it
   */
  Future<Finding> byAccount(@Nullable String account) {
    return range() instanceof LedgerRanges.Range range && account != null
        ? list(account, range, null)
        : open();
  }

  private LedgerRanges.@Nullable Range range() {
    Long since = question.since();
    Long end = question.lastLedgerSequence();
    return since != null && end != null && since <= end && known.complete().cover(since, end)
        ? new LedgerRanges.Range(since, end)
        : null;
  }

  private Future<Finding> open() {
    return unknown(
        "its end %d has passed, but which ledgers could have it (from %s on) is not known, or the"
            + " node lacks some of them",
        question.lastLedgerSequence(), question.since());
  }

  private Future<Finding> search(long from, LedgerRanges.Range range) {
    if (++answers > MOST_ANSWERS) {
      return unknown("%d ledgers are too many to search", range.to() - range.from());
    }
    long to = Math.min(from + WIDEST, range.to());
    ObjectNode parameters = JsonNodeFactory.instance.objectNode();
    parameters.put("transaction", question.txid()).put("min_ledger", from).put("max_ledger", to);
    return node.ask("tx", parameters)
        .map(reply -> TxReader.read(reply, question.txid()))
        .compose(
            look ->
                switch (look) {
                  case Look.Trouble(String reason) -> failed(reason);
                  case Look.Found(Fate.Validated fate) -> served(fate);
                  case Look.Waiting(String account) -> byAccount(account);
                  case Look.Missing(boolean all) -> {
                    if (!all) {
                      yield question.account() == null
                          ? unknown("ledgers %d to %d were not all searched", from, to)
                          : byAccount(question.account());
                    }
                    yield to == range.to() ? never(range) : search(to + 1, range);
                  }
                });
  }

  private Future<Finding> list(
      String account, LedgerRanges.Range range, @Nullable JsonNode marker) {
    if (++answers > MOST_ANSWERS) {
      return unknown("%s has too many transactions to look through", account);
    }
    ObjectNode parameters = JsonNodeFactory.instance.objectNode();
    parameters.put("account", account).put("forward", true).put("limit", PAGE);
    parameters.put("ledger_index_min", range.from()).put("ledger_index_max", range.to());
    if (marker != null) {
      parameters.set("marker", marker);
    }
    return node.ask("account_tx", parameters)
        .map(reply -> History.read(reply, question.txid(), range.from(), range.to()))
        .compose(
            page ->
                switch (page) {
                  case History.Trouble(String reason) -> failed(reason);
                  case History.Gap(String reason) -> unknown("%s", reason);
                  case History.Listed _ ->
                      unknown("the account's list has it, the node does not (yet)");
                  case History.Clear(JsonNode more) ->
                      more == null ? never(range) : list(account, range, more);
                });
  }

  private Future<Finding> never(LedgerRanges.Range range) {
    return served(new Fate.Never(range.from(), range.to()));
  }

  private Future<Finding> served(Fate fate) {
    node.served();
    return Future.succeededFuture(Finding.of(fate));
  }

  private Future<Finding> failed(String reason) {
    node.failed(reason);
    return unknown("%s", reason);
  }

  private static Future<Finding> unknown(String format, @Nullable Object... values) {
    return Future.succeededFuture(Finding.unknown(format.formatted(values)));
  }
}
