package dev.countersign.sandbox.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Set;

/** Fields whose JSON form is not the number or hex that their type would have. */
final class Names {
  static final String TRANSACTION_TYPE = "TransactionType";
  static final String PERMISSION = "PermissionValue";

  /** Eight bytes that JSON writes in decimal, as the amounts that they are. */
  private static final Set<String> DECIMALS =
      Set.of(
          "MaximumAmount",
          "OutstandingAmount",
          "MPTAmount",
          "LockedAmount",
          "ConfidentialOutstandingAmount");

  /** Parts of what a transaction type may do, in the order of their codes. */
  private static final List<String> PERMISSIONS =
      List.of(
          "TrustlineAuthorize",
          "TrustlineFreeze",
          "TrustlineUnfreeze",
          "AccountDomainSet",
          "AccountEmailHashSet",
          "AccountMessageKeySet",
          "AccountTransferRateSet",
          "AccountTickSizeSet",
          "PaymentMint",
          "PaymentBurn",
          "MPTokenIssuanceLock",
          "MPTokenIssuanceUnlock");

  private static final int FIRST_PERMISSION = 65_537;

  private Names() {}

  static boolean decimal(Field field) {
    return DECIMALS.contains(field.name());
  }

  static int transactionType(JsonNode value, Definitions definitions) {
    Integer code = definitions.transactionCode(Scalars.text(value));
    if (code == null) {
      throw new CodecException(value + " is no transaction type.");
    }
    return code;
  }

  static JsonNode transactionType(int code, Definitions definitions) {
    String type = definitions.transactionType(code);
    if (type == null) {
      throw new CodecException(code + " is no transaction type.");
    }
    return TextNode.valueOf(type);
  }

  /** A whole transaction type is permitted by its code and one. */
  static long permission(JsonNode value, Definitions definitions) {
    if (!value.isTextual()) {
      return Scalars.whole(value, 4);
    }
    int part = PERMISSIONS.indexOf(value.textValue());
    return part >= 0 ? FIRST_PERMISSION + part : transactionType(value, definitions) + 1;
  }

  static JsonNode permission(long code, Definitions definitions) {
    long part = code - FIRST_PERMISSION;
    if (part >= 0 && part < PERMISSIONS.size()) {
      return TextNode.valueOf(PERMISSIONS.get((int) part));
    }
    String type = definitions.transactionType((int) code - 1);
    return type == null ? number(code) : TextNode.valueOf(type);
  }

  static JsonNode number(long value) {
    return value <= Integer.MAX_VALUE ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
  }
}
