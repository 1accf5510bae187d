package dev.countersign.request;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The networks whose ledgers are read, by their names in the platform's {@code rails} in lower
 * case.
 *
 * @param ids their network ids
 */
public record Networks(Map<String, Long> ids) {
  /** Names that every wallet knows. */
  public static final Set<String> WIDELY_KNOWN =
      Set.of("mainnet", "testnet", "devnet", "xahau", "xahautestnet");

  public static final Networks NONE = new Networks(Map.of());

  public Networks {
    ids = Map.copyOf(ids);
  }

  private @Nullable String named(@Nullable Number id) {
    return id == null
        ? null
        : ids.entrySet().stream()
            .filter(entry -> entry.getValue() == id.longValue())
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(null);
  }

  boolean read(@Nullable String network) {
    return network != null && ids.containsKey(network);
  }

  /** Where the wallet says it submitted, or at least was; users may be on any network. */
  static @Nullable String reported(PayloadView.Response response) {
    String name =
        response.dispatchedNodetype() == null
            ? response.environmentNodetype()
            : response.dispatchedNodetype();
    return name == null ? null : name.toLowerCase(Locale.ROOT);
  }

  /**
   * Where a signed transaction is looked for: where it says itself that it belongs, else where the
   * wallet has submitted it, as far as anybody can tell; null if nobody reads that network. What is
   * expected elsewhere is looked for there, because the wallet's word is no ledger's.
   */
  @Nullable String of(
      PayloadView.Response response,
      @Nullable SignedTransaction transaction,
      @Nullable String expected) {
    String own = named(transaction == null ? null : transaction.networkId());
    if (own != null) {
      return own;
    }
    String reported = reported(response);
    if (read(reported)) {
      return reported;
    }
    String byId = named(response.environmentNetworkid());
    return byId == null && read(expected) ? expected : byId;
  }

  /** Whether by its own word it can be in no ledger of that network. */
  boolean excludes(String network, @Nullable SignedTransaction transaction) {
    Long id = ids.get(network);
    return id != null
        && transaction != null
        && transaction.networkId() != null
        && !id.equals(transaction.networkId());
  }

  /**
   * Whether it was signed for another network than {@code expected}: by what the transaction says
   * of itself, which networks with a small id leave out, or by what the wallet says.
   */
  boolean contradicts(
      String expected, PayloadView.Response response, @Nullable SignedTransaction transaction) {
    Long id = ids.get(expected);
    Long signedFor = transaction == null ? null : transaction.networkId();
    if (id != null && signedFor != null) {
      return !id.equals(signedFor);
    }
    String reported = reported(response);
    Integer reportedId = response.environmentNetworkid();
    if (id != null && reportedId != null && id == reportedId.longValue()) {
      // A node of one's own has a name of one's own.
      return false;
    }
    return reported != null ? !reported.equals(expected) : id != null && reportedId != null;
  }
}
