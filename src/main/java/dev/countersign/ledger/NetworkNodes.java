package dev.countersign.ledger;

import java.net.URI;
import java.util.List;

/**
 * Where one network is read: {@code countersign.ledger.<network>.urls}.
 *
 * @param network as in the platform's {@code rails}, lower case
 * @param id the network id that its nodes have
 * @param urls {@code http(s)} for JSON-RPC, {@code ws(s)}; the first that answers is used
 */
public record NetworkNodes(String network, long id, List<URI> urls) {
  public NetworkNodes {
    urls = List.copyOf(urls);
  }

  /** Without path and query, which may hold a provider's key. */
  static String origin(URI url) {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return url.getScheme() + "://" + url.getHost() + port;
  }
}
