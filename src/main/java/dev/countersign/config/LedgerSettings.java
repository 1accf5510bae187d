package dev.countersign.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How signed transactions are followed (CONTRACT §9).
 *
 * @param networks by their names in the platform's {@code rails}, lower case
 * @param settleWithin after so long without knowledge it is said that there is none
 * @param lastLedgerOffset ledgers that a transaction has from the tap on accept; null: the wallet
 *     chooses
 */
public record LedgerSettings(
    Map<String, Network> networks, Duration settleWithin, @Nullable Integer lastLedgerOffset) {
  public LedgerSettings {
    networks = Map.copyOf(networks);
  }

  /**
   * @param id the network id of its nodes
   * @param urls of those, the preferred one first; a path may hold a provider's key
   */
  public record Network(long id, List<URI> urls) {
    public Network {
      urls = List.copyOf(urls);
    }

    @Override
    public String toString() {
      return "network " + id + " at " + urls.stream().map(URI::getHost).toList();
    }
  }
}
