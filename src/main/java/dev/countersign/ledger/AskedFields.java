package dev.countersign.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares a transaction with the template that it was made of: every field that was asked for is
 * there with the same value, and none was added but those that a wallet fills in (PROTOCOL §4.1).
 */
final class AskedFields {
  /** A wallet sets these as it sees fit, and signing does. */
  private static final Set<String> FREE =
      Set.of("Fee", "Sequence", "LastLedgerSequence", "SigningPubKey", "TxnSignature", "Signers");

  private static final Set<String> ADDABLE = Set.of("Account", "NetworkID", "Flags");

  /** A way to pay with something else, and how much where nothing says it (PROTOCOL §4.1). */
  private static final Set<String> ADDABLE_TO_PAYMENT = Set.of("SendMax", "Paths", "Amount");

  private static final String TYPE = FieldTypes.TRANSACTION_TYPE;
  private static final long FULLY_CANONICAL_SIGNATURE = 0x8000_0000L;

  private final ObjectNode asked;
  private final JsonNode signed;
  private final boolean signIn;

  private AskedFields(ObjectNode asked, JsonNode signed) {
    this.asked = asked;
    this.signed = signed;
    this.signIn = asked.path(TYPE).asText().equals(AskedTransaction.SIGN_IN);
  }

  /** Names of fields that are not as they should be, in alphabetical order. */
  static Set<String> mismatch(ObjectNode asked, JsonNode signed) {
    return new AskedFields(asked, signed).mismatch();
  }

  private Set<String> mismatch() {
    Set<String> mismatch = new TreeSet<>();
    asked.properties().stream()
        .filter(field -> isAskedFor(field.getKey(), field.getValue()))
        .filter(field -> !isKept(field.getKey(), field.getValue()))
        .forEach(field -> mismatch.add(field.getKey()));
    signed.properties().stream()
        .filter(field -> isField(field.getKey()) && !FREE.contains(field.getKey()))
        .filter(field -> signIn && field.getKey().equals(TYPE) || !asked.has(field.getKey()))
        .filter(field -> !isAddable(field.getKey(), field.getValue()))
        .forEach(field -> mismatch.add(field.getKey()));
    return mismatch;
  }

  /** A server's own words about a transaction begin with a small letter. */
  private static boolean isField(String name) {
    return !name.isEmpty() && name.charAt(0) >= 'A' && name.charAt(0) <= 'Z';
  }

  /** What is no field of a transaction the platform carries, and nobody signs it. */
  private boolean isAskedFor(String name, JsonNode value) {
    if (FREE.contains(name)) {
      return false;
    }
    if (signIn) {
      // Only these are signed, and that memos are is a guess (PROTOCOL §5.3).
      return name.equals("Account") || (name.equals("Memos") && signed.has(name));
    }
    if (name.equals("NetworkID") && !signed.has(name)) {
      BigDecimal id = JsonValues.decimal(value);
      return id == null || id.compareTo(BigDecimal.valueOf(OtherLedgers.LAST_UNNAMED)) > 0;
    }
    return isField(name);
  }

  private boolean isKept(String name, JsonNode value) {
    return name.equals("Flags")
        ? areFlags(value, signed.path(name))
        : SignedValues.same(name, value, signed.path(name));
  }

  private boolean isAddable(String name, JsonNode value) {
    if (name.equals("Flags")) {
      return areFlags(null, value);
    }
    if (name.equals("TicketSequence")) {
      return signed.path("Sequence").asLong(-1) == 0;
    }
    return ADDABLE.contains(name)
        || (ADDABLE_TO_PAYMENT.contains(name) && signed.path(TYPE).asText().equals("Payment"));
  }

  private static boolean areFlags(@Nullable JsonNode asked, JsonNode signed) {
    long some = asked == null ? 0 : bits(asked);
    long all = signed.isMissingNode() ? 0 : bits(signed);
    return some >= 0
        && all >= 0
        && (some | FULLY_CANONICAL_SIGNATURE) == (all | FULLY_CANONICAL_SIGNATURE)
        && (some & ~all) == 0;
  }

  /** -1 for what are no flags. */
  private static long bits(JsonNode flags) {
    BigDecimal number = JsonValues.decimal(flags);
    try {
      long bits = number == null ? -1 : number.longValueExact();
      return bits > Json.LARGEST_INDEX ? -1 : bits;
    } catch (ArithmeticException _) {
      return -1;
    }
  }
}
