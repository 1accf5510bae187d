package dev.countersign.sandbox;

import dev.countersign.sandbox.codec.TransactionCodec;
import dev.countersign.sandbox.ledger.Chain;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A network that a wallet can be on: the keys of the platform's {@code rails}. */
enum Network {
  MAINNET("wss://xrplcluster.com", 0, TransactionCodec.XRPL),
  TESTNET("wss://s.altnet.rippletest.net:51233", 1, TransactionCodec.XRPL),
  DEVNET("wss://s.devnet.rippletest.net:51233", 2, TransactionCodec.XRPL),
  XAHAU("wss://xahau.network", 21337, TransactionCodec.XAHAU),
  XAHAUTESTNET("wss://xahau-test.net", 21338, TransactionCodec.XAHAU);

  final String node;
  final int id;
  final TransactionCodec codec;

  Network(String node, int id, TransactionCodec codec) {
    this.node = node;
    this.id = id;
    this.codec = codec;
  }

  Chain chain() {
    return new Chain(name(), id, codec);
  }

  static @Nullable Network withId(int id) {
    return Arrays.stream(values()).filter(n -> n.id == id).findFirst().orElse(null);
  }

  static Network named(String name) {
    Network found = find(name);
    if (found == null) {
      throw SandboxRefusal.bad(
          "network: '%s' is none of %s"
              .formatted(
                  name, Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "))));
    }
    return found;
  }

  /**
   * What a wallet is on for this payload unless the person chose otherwise: the forced network,
   * else the one that the template names, else the first that has such transactions (PROTOCOL
   * §4.1).
   */
  static Network wantedBy(CreateRequest request) {
    String key = request.options().forceNetwork();
    Network forced = key == null ? null : find(key);
    if (forced != null) {
      return forced;
    }
    TransactionTemplate template = request.template();
    Network named = withId(template.requestJson().path("NetworkID").asInt(-1));
    if (named != null) {
      return named;
    }
    return TransactionTypes.onlyOnXahau(template.type()) ? XAHAU : MAINNET;
  }

  static @Nullable Network find(String name) {
    String wanted = name.toUpperCase(Locale.ROOT);
    return Arrays.stream(values()).filter(n -> n.name().equals(wanted)).findFirst().orElse(null);
  }
}
