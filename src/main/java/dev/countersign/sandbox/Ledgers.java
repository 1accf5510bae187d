package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.countersign.sandbox.codec.CodecException;
import dev.countersign.sandbox.ledger.Ledger;
import dev.countersign.sandbox.ledger.LedgerServer;
import dev.countersign.sandbox.ledger.LedgerTime;
import dev.countersign.sandbox.ledger.LedgerTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The ledgers of all networks. */
final class Ledgers {
  private final Duration interval;
  private final LedgerTime time;
  private final Predicate<String> funded;
  private final Map<Network, LedgerServer> servers = new EnumMap<>(Network.class);

  Ledgers(Timeline timeline, Duration interval, Predicate<String> funded) {
    this.interval = interval;
    this.funded = funded;
    this.time =
        new LedgerTime() {
          @Override
          public Instant now() {
            return timeline.now();
          }

          @Override
          public Runnable at(Instant due, Runnable work) {
            return timeline.at(due, work)::cancel;
          }
        };
    reset();
  }

  void reset() {
    servers.values().forEach(LedgerServer::dropAll);
    for (Network network : Network.values()) {
      Ledger ledger = new Ledger(network.chain(), time, interval, funded);
      servers.put(network, new LedgerServer(ledger));
    }
  }

  LedgerServer server(Network network) {
    LedgerServer server = servers.get(network);
    if (server == null) {
      throw new IllegalStateException("No ledger for " + network + ".");
    }
    return server;
  }

  Ledger of(Network network) {
    return server(network).ledger();
  }

  /** On whichever network it is, in a validated ledger or on its way there. */
  @Nullable LedgerTransaction find(String hash) {
    for (Network network : Network.values()) {
      LedgerTransaction found = of(network).find(hash);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Drops as they are or as JSON, anything else as JSON. */
  static @Nullable JsonNode amount(@Nullable String text, Network network) {
    if (text == null) {
      return null;
    }
    try {
      JsonNode amount =
          text.startsWith("{") || text.startsWith("\"") ? Json.parse(text) : TextNode.valueOf(text);
      network.codec.checkAmount(amount);
      if (!amount.path("value").asText().startsWith("-")) {
        return amount;
      }
    } catch (IllegalArgumentException | CodecException e) {
      throw noAmount(text + " (" + e.getMessage() + ")");
    }
    throw noAmount(text);
  }

  static SandboxRefusal noAmount(String text) {
    return SandboxRefusal.bad(
        "delivered_amount: "
            + text
            + " is neither drops in a string nor an object with currency, issuer and value"
            + " or with mpt_issuance_id and value.");
  }
}
