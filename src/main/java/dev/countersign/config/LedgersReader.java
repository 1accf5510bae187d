package dev.countersign.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads where ledgers are read. Addresses may hold keys, so no line that it writes shows one. */
final class LedgersReader {
  private static final Map<String, Long> KNOWN_IDS =
      Map.of("mainnet", 0L, "testnet", 1L, "devnet", 2L, "xahau", 21337L, "xahautestnet", 21338L);
  private static final Set<String> SCHEMES = Set.of("http", "https", "ws", "wss");
  private static final Pattern NETWORK = Pattern.compile("[a-z0-9]{1,32}");
  private static final long LARGEST_ID = 0xFFFF_FFFFL;

  private final Values values;

  LedgersReader(Values values) {
    this.values = values;
  }

  LedgerSettings read() {
    Map<String, LedgerSettings.Network> networks = new TreeMap<>();
    for (String name : names()) {
      LedgerSettings.Network network = network(name);
      if (network != null) {
        networks.put(name, network);
      }
    }
    return new LedgerSettings(
        networks,
        values.read(
            ConfigKey.SETTLE_WITHIN, Parsers.duration(Duration.ofSeconds(10), Duration.ofDays(30))),
        // From 32570 on the platform takes it for a ledger (PROTOCOL §4.1).
        values.readIfSet(ConfigKey.LAST_LEDGER_OFFSET, Parsers.integer(2, 32_569)));
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (String key : values.keysUnder("countersign.ledger.")) {
      for (ConfigKey known : List.of(ConfigKey.LEDGER_URLS, ConfigKey.LEDGER_NETWORK_ID)) {
        String name = known.nameIn(key);
        if (name != null) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private LedgerSettings.@Nullable Network network(String name) {
    String key = ConfigKey.LEDGER_URLS.key(name);
    if (!NETWORK.matcher(name).matches()) {
      values.problem(key, "the network \"" + name + "\" must be lower-case letters and digits");
      return null;
    }
    List<URI> urls = urls(key);
    Long id = id(name);
    return urls.isEmpty() || id == null ? null : new LedgerSettings.Network(id, urls);
  }

  private List<URI> urls(String key) {
    String text = values.raw(key);
    if (text == null) {
      values.missing(key, "the network has other settings");
      return List.of();
    }
    List<URI> urls = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      URI url = url(part.strip());
      if (url == null) {
        values.problem(
            key,
            "must be addresses that begin with http://, https://, ws:// or wss:// and name a host,"
                + " without user and password, separated by commas; number "
                + (urls.size() + 1)
                + " is not");
        return List.of();
      }
      urls.add(url);
    }
    return urls;
  }

  private static @Nullable URI url(String text) {
    try {
      URI url = new URI(text);
      String scheme = url.getScheme();
      return scheme != null
              && SCHEMES.contains(scheme.toLowerCase(Locale.ROOT))
              && url.getHost() != null
              && url.getUserInfo() == null
          ? url
          : null;
    } catch (URISyntaxException _) {
      return null;
    }
  }

  private @Nullable Long id(String name) {
    String key = ConfigKey.LEDGER_NETWORK_ID.key(name);
    String text = values.raw(key);
    Long known = KNOWN_IDS.get(name);
    if (text == null) {
      if (known == null) {
        values.missing(
            key,
            "\"" + name + "\" is none of " + String.join(", ", new TreeSet<>(KNOWN_IDS.keySet())));
      }
      return known;
    }
    try {
      long id = Long.parseLong(text.strip());
      if (id >= 0 && id <= LARGEST_ID && (known == null || known == id)) {
        return id;
      }
    } catch (NumberFormatException _) {
      // Answered as for a number out of range.
    }
    values.problem(
        key,
        known == null
            ? "must be a whole number from 0 to " + LARGEST_ID
            : "the id of \"" + name + "\" is " + known + "; remove this");
    return null;
  }
}
