package dev.countersign.ledger;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where one network is read: {@code countersign.ledger.<network>.urls}.
 *
 * @param network as in the platform's {@code rails}, lower case
 * @param id the network id that its nodes have
 * @param urls {@code http(s)} for JSON-RPC, {@code ws(s)}; the first that answers is used
 */
public record NetworkNodes(String network, long id, List<URI> urls) {
  private static final Set<String> SCHEMES = Set.of("http", "https", "ws", "wss");
  private static final Map<String, Long> IDS =
      Map.of("mainnet", 0L, "testnet", 1L, "devnet", 2L, "xahau", 21337L, "xahautestnet", 21338L);

  public NetworkNodes {
    urls = List.copyOf(urls);
  }

  /** Null for a network nobody has heard of here. */
  public static @Nullable Long idOf(String network) {
    return IDS.get(network);
  }

  /** What is wrong with the address of a node; null if nothing is. */
  public static @Nullable String complaint(URI url) {
    String scheme = url.getScheme();
    if (scheme == null || !SCHEMES.contains(scheme.toLowerCase(Locale.ROOT))) {
      return "it begins with none of http://, https://, ws://, wss://";
    }
    if (url.getHost() == null) {
      return "it names no host";
    }
    if (url.getUserInfo() != null) {
      return "user and password are not sent to nodes; leave them out";
    }
    return null;
  }

  /** Without path and query, which may hold a provider's key. */
  static String origin(URI url) {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return url.getScheme() + "://" + url.getHost() + port;
  }
}
