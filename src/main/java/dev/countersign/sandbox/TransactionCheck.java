package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a template could be written in the ledger's binary format (code 603, PROTOCOL §3.1): the
 * mistakes people make with addresses, amounts, hex and numbers. Fields that the ledger does not
 * know are carried along unsigned, so they are not looked at.
 */
final class TransactionCheck {
  private static final Set<String> ADDRESSES =
      Set.of(
          "Account",
          "Destination",
          "Issuer",
          "Owner",
          "RegularKey",
          "Authorize",
          "Unauthorize",
          "NFTokenMinter",
          "Holder",
          "Delegate",
          "Subject",
          "Inform");
  private static final Set<String> AMOUNTS =
      Set.of(
          "Amount",
          "SendMax",
          "DeliverMin",
          "DeliverMax",
          "TakerGets",
          "TakerPays",
          "LimitAmount",
          "Balance",
          "Amount2",
          "NFTokenBrokerFee");
  private static final Set<String> HEX =
      Set.of(
          "SigningPubKey",
          "TxnSignature",
          "URI",
          "Domain",
          "MessageKey",
          "PublicKey",
          "Condition",
          "Fulfillment",
          "Blob",
          "MemoData",
          "MemoType",
          "MemoFormat",
          "CredentialType");
  private static final Set<String> HASHES =
      Set.of(
          "InvoiceID",
          "CheckID",
          "Channel",
          "NFTokenID",
          "NFTokenSellOffer",
          "NFTokenBuyOffer",
          "AccountTxnID",
          "WalletLocator",
          "EmailHash",
          "OfferID",
          "URITokenID");
  private static final Set<String> NUMBERS =
      Set.of(
          "Sequence",
          "Flags",
          "LastLedgerSequence",
          "DestinationTag",
          "SourceTag",
          "OfferSequence",
          "TicketSequence",
          "SettleDelay",
          "CancelAfter",
          "FinishAfter",
          "Expiration",
          "SetFlag",
          "ClearFlag",
          "TransferRate",
          "NetworkID",
          "SignerQuorum",
          "TicketCount",
          "NFTokenTaxon");
  private static final long UINT32 = 0xFFFF_FFFFL;

  private static final Pattern DROPS = Pattern.compile("[0-9]{1,18}");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)?");
  private static final Pattern CURRENCY = Pattern.compile("[\\x21-\\x7E]{3}|[0-9A-Fa-f]{40}");
  private static final Pattern HEX_TEXT = Pattern.compile("([0-9A-Fa-f]{2})*");
  private static final Pattern HASH = Pattern.compile("[0-9A-Fa-f]{32}|[0-9A-Fa-f]{64}");
  private static final Pattern MPT_ID = Pattern.compile("[0-9A-Fa-f]{48}");

  private TransactionCheck() {}

  static boolean serialisable(JsonNode object) {
    return object.properties().stream().allMatch(TransactionCheck::field);
  }

  private static boolean field(Map.Entry<String, JsonNode> entry) {
    String name = entry.getKey();
    JsonNode value = entry.getValue();
    if (name.equals("Fee")) {
      return text(value, DROPS);
    }
    if (ADDRESSES.contains(name)) {
      return value.isTextual() && Base58.isAddress(value.textValue());
    }
    if (AMOUNTS.contains(name)) {
      return amount(value);
    }
    if (HEX.contains(name)) {
      return text(value, HEX_TEXT);
    }
    if (HASHES.contains(name)) {
      return text(value, HASH);
    }
    if (NUMBERS.contains(name)) {
      return value.isIntegralNumber()
          && value.canConvertToLong()
          && value.longValue() >= 0
          && value.longValue() <= UINT32;
    }
    if (name.equals("Memos")) {
      return value.isArray() && Json.stream(value).allMatch(TransactionCheck::memo);
    }
    return true;
  }

  private static boolean memo(JsonNode wrapper) {
    JsonNode memo = wrapper.get("Memo");
    return memo != null && memo.isObject() && serialisable(memo);
  }

  private static boolean amount(JsonNode value) {
    if (!value.isObject()) {
      return text(value, DROPS);
    }
    if (!text(value.path("value"), DECIMAL)) {
      return false;
    }
    if (value.has("mpt_issuance_id")) {
      return text(value.path("mpt_issuance_id"), MPT_ID);
    }
    String issuer = Json.string(value, "issuer");
    return text(value.path("currency"), CURRENCY) && issuer != null && Base58.isAddress(issuer);
  }

  private static boolean text(JsonNode value, Pattern pattern) {
    return value.isTextual() && pattern.matcher(value.textValue()).matches();
  }
}
