package dev.countersign.ledger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;

/** One question to one node: look for the transaction, and where it is missing, ask for proof. */
final class Inquiry {
  /**
   * Servers look for a transaction first and for the ledgers they have then, and those behind one
   * address are not equally far. Twenty seconds after the last ledger that counts, that is over.
   */
  private static final long MARGIN = 5;

  private final Node node;
  private final Question question;

  Inquiry(Node node, Question question) {
    this.node = node;
    this.question = question;
  }

  Future<Finding> run() {
    return node.standing()
        .compose(
            standing ->
                switch (standing) {
                  case Standing.Trouble(String reason) ->
                      Future.succeededFuture(Finding.unknown(reason));
                  case Standing.Known known -> look(known);
                });
  }

  /** After its standing: what was missing later than that was missing then. */
  private Future<Finding> look(Standing.Known known) {
    ObjectNode parameters =
        JsonNodeFactory.instance.objectNode().put("transaction", question.txid());
    return node.ask("tx", parameters)
        .map(reply -> TxReader.read(reply, question.txid()))
        .compose(look -> judged(known, look));
  }

  private Future<Finding> judged(Standing.Known known, Look look) {
    Proof proof = new Proof(node, question, known);
    Long end = question.lastLedgerSequence();
    boolean over = end != null && end + MARGIN <= known.validatedIndex();
    return switch (look) {
      case Look.Trouble(String reason) -> {
        node.failed(reason);
        yield Future.succeededFuture(Finding.unknown(reason));
      }
      case Look.Found(Fate.Validated fate) -> served(Finding.of(fate));
      case Look.Waiting(String account) ->
          over ? proof.byAccount(account) : served(notYet(known, true));
      case Look.Missing _ -> over ? proof.byHash() : served(notYet(known, complete(known)));
    };
  }

  /** Else it may be in a ledger that this node does not have, and another does. */
  private boolean complete(Standing.Known known) {
    Long since = question.since();
    return since != null && known.complete().cover(since, known.validatedIndex());
  }

  private static Finding notYet(Standing.Known known, boolean enough) {
    return new Finding(new Fate.NotYet(known.validatedIndex()), enough);
  }

  private Future<Finding> served(Finding finding) {
    node.served();
    return Future.succeededFuture(finding);
  }
}
