package dev.countersign.sandbox.ledger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/** What the server says of itself. */
final class ServerJson {
  private static final String VERSION = "2.6.2";
  private static final double DROPS = 1_000_000;

  private final Ledger ledger;

  ServerJson(Ledger ledger) {
    this.ledger = ledger;
  }

  ObjectNode info() {
    int validated = ledger.validatedIndex();
    Instant now = ledger.time().now();
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    ObjectNode info = result.putObject("info");
    info.put("build_version", VERSION);
    info.put("complete_ledgers", ledger.completeLedgers());
    info.put("hostid", "SANDBOX");
    info.put("load_factor", 1);
    info.put("network_id", ledger.chain().id());
    info.put("peers", 20);
    info.put("server_state", "full");
    info.put("time", Moments.human(now));
    ObjectNode newest = info.putObject("validated_ledger");
    Duration age = Duration.between(ledger.closings().closeTime(validated), now);
    newest.put("age", Math.max(0, age.toSeconds()));
    newest.put("base_fee_xrp", LedgerJson.BASE_FEE / DROPS);
    newest.put("hash", LedgerJson.hash(ledger.chain(), validated));
    newest.put("reserve_base_xrp", LedgerJson.RESERVE_BASE / DROPS);
    newest.put("reserve_inc_xrp", LedgerJson.RESERVE_INCREMENT / DROPS);
    newest.put("seq", validated);
    info.put("validation_quorum", 28);
    return result;
  }

  ObjectNode fee() {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("current_ledger_size", "0").put("current_queue_size", "0");
    String base = Long.toString(LedgerJson.BASE_FEE);
    result
        .putObject("drops")
        .put("base_fee", base)
        .put("median_fee", "5000")
        .put("minimum_fee", base)
        .put("open_ledger_fee", base);
    result.put("expected_ledger_size", "100");
    result.put("ledger_current_index", ledger.validatedIndex() + 1);
    return result.put("max_queue_size", "2000");
  }
}
