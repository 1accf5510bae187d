package dev.countersign.sandbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A network that a wallet can be on: the keys of the platform's {@code rails}. */
enum Network {
  MAINNET("wss://xrplcluster.com", 0),
  TESTNET("wss://s.altnet.rippletest.net:51233", 1),
  DEVNET("wss://s.devnet.rippletest.net:51233", 2),
  XAHAU("wss://xahau.network", 21337),
  XAHAUTESTNET("wss://xahau-test.net", 21338);

  final String node;
  final int id;

  Network(String node, int id) {
    this.node = node;
    this.id = id;
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

  /** The wallet ignores a forced network that it does not know (PROTOCOL §4.1). */
  static Network forcedBy(@Nullable String key) {
    Network found = key == null ? null : find(key);
    return found == null ? MAINNET : found;
  }

  private static @Nullable Network find(String name) {
    String wanted = name.toUpperCase(Locale.ROOT);
    return Arrays.stream(values()).filter(n -> n.name().equals(wanted)).findFirst().orElse(null);
  }
}
