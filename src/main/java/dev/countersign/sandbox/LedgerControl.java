package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.sandbox.codec.Definitions;
import dev.countersign.sandbox.ledger.Ledger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The control calls about ledgers and what gets into them. */
final class LedgerControl {
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,9})(?:-([0-9]{1,9}))?");
  private static final String LOST = "lost";

  private final World world;

  LedgerControl(World world) {
    this.world = world;
  }

  ObjectNode all() {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("ledgers");
    for (Network network : Network.values()) {
      list.add(one(network));
    }
    return json;
  }

  private ObjectNode one(Network network) {
    Ledger ledger = world.ledgers.of(network);
    return Json.object()
        .put("network", network.name())
        .put("network_id", network.id)
        .put("validated_index", ledger.validatedIndex())
        .put("complete_ledgers", ledger.completeLedgers());
  }

  ObjectNode change(String name, JsonNode json) {
    Network network = Network.named(name);
    ControlBody body = new ControlBody(json, "missing", "drop_sockets");
    List<String> missing = body.texts("missing");
    if (missing != null) {
      world.ledgers.of(network).forget(missing.stream().map(LedgerControl::range).toList());
    }
    if (body.isTrue("drop_sockets")) {
      world.ledgers.server(network).dropAll();
    }
    return one(network);
  }

  private static int[] range(String text) {
    Matcher range = RANGE.matcher(text);
    if (range.matches()) {
      int from = Integer.parseInt(range.group(1));
      int to = range.group(2) == null ? from : Integer.parseInt(range.group(2));
      if (from <= to) {
        return new int[] {from, to};
      }
    }
    throw SandboxRefusal.bad("missing: '" + text + "' is no range like 90000010-90000020.");
  }

  static SigningFate fate(ControlBody body) {
    String submission = body.text("submission");
    if (submission != null && !submission.equals(LOST)) {
      throw SandboxRefusal.bad("submission: '" + submission + "' can only be \"lost\".");
    }
    SigningFate fate =
        new SigningFate(
            known(body.text("result")),
            amount(body.json("delivered_amount")),
            submission != null,
            body.json("instead"));
    fate.changes();
    return fate;
  }

  /** A bare number would be taken for drops, which XRPL has in strings. */
  private static @Nullable String amount(@Nullable String json) {
    if (json != null && !json.startsWith("\"") && !json.startsWith("{")) {
      throw Ledgers.noAmount(json);
    }
    return json;
  }

  /** A misspelt result would quietly be one that gets into no ledger. */
  private static @Nullable String known(@Nullable String result) {
    if (result != null
        && Definitions.XRPL.resultCode(result) == null
        && Definitions.XAHAU.resultCode(result) == null) {
      throw SandboxRefusal.bad("result: the ledgers know no '" + result + "'.");
    }
    return result;
  }
}
