package dev.countersign.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Proves that a transaction is in none of the ledgers in which it could be. Each ledger is vouched
 * for by one answer that says both that it was searched and what was found: behind a public address
 * the servers that say what they have and that say what they miss may be two.
 *
 * <p>Where a node lacks ledgers, the number of the account's next transaction may prove it: one
 * that was in a ledger has used up its own.
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
    return range() instanceof LedgerRanges.Range range ? search(range.from(), range) : bySequence();
  }

  /**
   * @param account null if nobody knows it
   */
  Future<Finding> byAccount(@Nullable String account) {
    return range() instanceof LedgerRanges.Range range && account != null
        ? list(account, range, null)
        : bySequence();
  }

  /** Signed after {@code since}, it cannot be in any of the ledgers up to an earlier end. */
  private boolean isOverBeforeItWasSigned() {
    Long since = question.since();
    Long end = question.lastLedgerSequence();
    return since != null && end != null && end <= since;
  }

  private LedgerRanges.@Nullable Range range() {
    Long since = question.since();
    Long end = question.lastLedgerSequence();
    return since != null && end != null && since <= end && known.complete().cover(since, end)
        ? new LedgerRanges.Range(since, end)
        : null;
  }

  /**
   * Needs no history: in whatever ledger it were, its account's next number would be greater than
   * its own by then.
   */
  private Future<Finding> bySequence() {
    if (isOverBeforeItWasSigned()) {
      return served(new Fate.Never(Objects.requireNonNull(question.lastLedgerSequence())));
    }
    Long end = question.lastLedgerSequence();
    Long sequence = question.sequence();
    String account = question.account();
    if (end == null || sequence == null || sequence == 0 || account == null) {
      return open("and its number is not known");
    }
    ObjectNode parameters = JsonNodeFactory.instance.objectNode();
    parameters.put("account", account).put("ledger_index", "validated");
    return node.ask("account_info", parameters)
        .compose(
            reply ->
                switch (reply) {
                  case Reply.Silence(String reason) -> failed(reason);
                  case Reply.Refused(String error, ObjectNode _) ->
                      open("account_info is refused with " + error);
                  case Reply.Result(ObjectNode body) -> unused(body, end, sequence);
                });
  }

  private Future<Finding> unused(ObjectNode body, long end, long sequence) {
    Long index = Json.index(body.path("ledger_index"));
    Long next = Json.index(body.path("account_data").path("Sequence"));
    boolean validated = body.path("validated").asBoolean();
    return validated && index != null && next != null && index >= end && next <= sequence
        ? served(new Fate.Never(end))
        : open("its account has gone on with number " + next);
  }

  private Future<Finding> open(String more) {
    return unknown(
        "its end %d has passed, but which ledgers could have it (from %s on) is not known, or the"
            + " node lacks some of them, %s",
        question.lastLedgerSequence(), question.since(), more);
  }

  private Future<Finding> search(long from, LedgerRanges.Range range) {
    if (++answers > MOST_ANSWERS) {
      return bySequence();
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
                          ? bySequence()
                          : byAccount(question.account());
                    }
                    yield to == range.to() ? never(range) : search(to + 1, range);
                  }
                });
  }

  private Future<Finding> list(
      String account, LedgerRanges.Range range, @Nullable JsonNode marker) {
    if (++answers > MOST_ANSWERS) {
      return bySequence();
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
                  case History.Gap _ -> bySequence();
                  case History.Listed _ ->
                      unknown("the account's list has it, the node does not (yet)");
                  case History.Clear(JsonNode more) ->
                      more == null ? never(range) : list(account, range, more);
                });
  }

  private Future<Finding> never(LedgerRanges.Range range) {
    return served(new Fate.Never(range.to()));
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
