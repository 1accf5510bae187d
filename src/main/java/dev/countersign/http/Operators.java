package dev.countersign.http;

import dev.countersign.worker.Viewer;

/**
 * Lets in who runs the fleet, and nobody else. The token comes in a header that no browser sends by
 * itself, so no foreign page can have anything done with it, and nothing else guards against that.
 */
final class Operators {
  private static final String NO_TOKEN =
      "no operator token is configured, so nobody is let in here; set"
          + " countersign.http.operator-token for all workers and restart them";

  private final Callers callers;
  private final Vouchers vouchers;
  private final String fleet;

  Operators(Callers callers, Vouchers vouchers, String fleet) {
    this.callers = callers;
    this.vouchers = vouchers;
    this.fleet = fleet;
  }

  boolean areConfigured() {
    return callers.hasOperator();
  }

  /** Goes on if it is the operator who asks. */
  void admit(Exchange exchange, Runnable then) {
    if (callers.isOperator(exchange.header("authorization"))) {
      then.run();
    } else {
      exchange
          .with("www-authenticate", Callers.CHALLENGE)
          .problem(
              401,
              areConfigured()
                  ? "the header authorization must be \"Bearer\" and the operator token"
                  : NO_TOKEN);
    }
  }

  /**
   * The same for what workers ask each other, too.
   *
   * @param path which another worker's word must be for
   */
  void admitWorkers(Exchange exchange, String path, Runnable then) {
    String hop = exchange.header(Forwarder.HOP);
    String voucher = exchange.header(Vouchers.HEADER);
    if (hop == null || voucher == null) {
      admit(exchange, then);
    } else if (!hop.equals(fleet)) {
      exchange.problem(RequestPages.MISDIRECTED, "this worker is of another fleet");
    } else {
      exchange.with(Forwarder.HOP, hop);
      if (vouchers.viewer(voucher, Forwarder.METHOD, path) instanceof Viewer.Operator) {
        then.run();
      } else {
        exchange.problem(401, "no worker of this fleet vouches for this question, or not just now");
      }
    }
  }
}
