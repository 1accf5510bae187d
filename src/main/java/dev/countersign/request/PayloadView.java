package dev.countersign.request;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A payload as read from the platform with credentials (PROTOCOL §5.1). Absent, null and the empty
 * string are all null here, and {@code account} is null unless signed: while pending the platform
 * pre-fills it with the template's.
 *
 * @param held the transaction that the platform has for it; null unless signed
 */
public record PayloadView(
    String uuid,
    boolean resolved,
    boolean signed,
    boolean cancelled,
    boolean expired,
    boolean appOpened,
    boolean pushed,
    boolean submit,
    boolean multisign,
    @Nullable String txType,
    @Nullable Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable UserToken issuedUserToken,
    Response response,
    Inspection inspection,
    Ask.@Nullable Template held) {

  /** Types that the platform knows and no ledger does. */
  public static final Set<String> PSEUDO_TYPES = Set.of("SignIn", "PaymentChannelAuthorize");

  /** What the wallet reported; all null while the payload waits. */
  public record Response(
      @Nullable String account,
      @Nullable String signer,
      @Nullable String txid,
      @Nullable String hex,
      @Nullable String multisignAccount,
      @Nullable String dispatchedTo,
      @Nullable String dispatchedNodetype,
      @Nullable String dispatchedResult,
      @Nullable String environmentNodetype,
      @Nullable Integer environmentNetworkid,
      @Nullable String origintype,
      @Nullable String signmethod,
      @Nullable Boolean openedByDeeplink,
      @Nullable Instant resolvedAt) {}

  /**
   * Whether the wallet will report a submission later: the signature is reported first, the engine
   * result seconds after or never (PROTOCOL §12).
   */
  boolean awaitsDispatch() {
    return isSubmitted() && response.dispatchedResult() == null;
  }

  /** Whether the wallet submits what was signed. */
  boolean isSubmitted() {
    return signed && submit && !multisign && (txType == null || !PSEUDO_TYPES.contains(txType));
  }
}
