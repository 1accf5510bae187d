package dev.countersign.sandbox;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The transaction types that the platform takes (PROTOCOL §4.1), with their ledger codes. */
final class TransactionTypes {
  static final String SIGN_IN = "SignIn";
  static final String CHANNEL_AUTHORIZE = "PaymentChannelAuthorize";

  /** Pseudo types have no code on any ledger. */
  private static final int PSEUDO = -1;

  private static final Map<String, Integer> CODES =
      Stream.of(
              """
              SignIn=-1 PaymentChannelAuthorize=-1
              Payment=0 EscrowCreate=1 EscrowFinish=2 AccountSet=3 EscrowCancel=4 SetRegularKey=5
              OfferCreate=7 OfferCancel=8 TicketCreate=10 SignerListSet=12 PaymentChannelCreate=13
              PaymentChannelFund=14 PaymentChannelClaim=15 CheckCreate=16 CheckCash=17
              CheckCancel=18 DepositPreauth=19 TrustSet=20 AccountDelete=21 SetHook=22
              NFTokenMint=25 NFTokenBurn=26 NFTokenCreateOffer=27 NFTokenCancelOffer=28
              NFTokenAcceptOffer=29 Clawback=30 AMMClawback=31 AMMCreate=35 AMMDeposit=36
              AMMWithdraw=37 AMMVote=38 AMMBid=39 AMMDelete=40 XChainCreateClaimID=41
              XChainCommit=42 XChainClaim=43 XChainAccountCreateCommit=44 URITokenMint=45
              URITokenBurn=46 URITokenBuy=47 URITokenCreateSellOffer=48 URITokenCancelSellOffer=49
              DIDSet=49 DIDDelete=50 OracleSet=51 OracleDelete=52 LedgerStateFix=53
              MPTokenIssuanceCreate=54 MPTokenIssuanceDestroy=55 MPTokenIssuanceSet=56
              MPTokenAuthorize=57 CredentialCreate=58 CredentialAccept=59 CredentialDelete=60
              NFTokenModify=61 PermissionedDomainSet=62 PermissionedDomainDelete=63 Batch=71
              Remit=95 Import=97 ClaimReward=98 Invoke=99\
              """
                  .split("\\s+"))
          .map(entry -> entry.split("="))
          .collect(toUnmodifiableMap(e -> e[0], e -> Integer.parseInt(e[1])));

  private TransactionTypes() {}

  static boolean allowed(String type) {
    return CODES.containsKey(type);
  }

  static @Nullable String withCode(int code) {
    return CODES.entrySet().stream()
        .filter(e -> e.getValue() == code && code != PSEUDO)
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst()
        .orElse(null);
  }
}
