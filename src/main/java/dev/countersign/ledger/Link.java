package dev.countersign.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;

/** A way to one node. */
interface Link {
  /** So large can an answer be; fifty transactions of an account are some hundred kilobytes. */
  int LARGEST = 2 * 1024 * 1024;

  /** Succeeds always, within the time for an answer. */
  Future<Reply> ask(String command, ObjectNode parameters);

  Future<Void> close();

  static String describe(Throwable failure) {
    return failure.getClass().getSimpleName() + ": " + failure.getMessage();
  }
}
