package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is to be signed, after the server's changes to it (PROTOCOL §4.1). */
record TransactionTemplate(String type, ObjectNode requestJson) {
  private static final Pattern BLOB = Pattern.compile("[0-9A-F]{10,}");
  private static final String ACCOUNT_DELETE_FEE = "5000000";
  private static final BigDecimal DROPS = BigDecimal.valueOf(1_000_000);

  /** Codes in the order of PROTOCOL §4.1: 604, then 601/602/603 of what is there, else 600. */
  static TransactionTemplate of(JsonNode body) {
    JsonNode txjson = body.get("txjson");
    JsonNode txblob = body.get("txblob");
    if (Json.present(txjson) && Json.present(txblob)) {
      throw PlatformError.invalid(604);
    }
    if (txjson instanceof ObjectNode template) {
      return ofJson(template);
    }
    if (txblob != null && txblob.isTextual() && BLOB.matcher(txblob.textValue()).matches()) {
      return ofBlob(txblob.textValue());
    }
    throw PlatformError.invalid(600);
  }

  private static TransactionTemplate ofJson(ObjectNode template) {
    String type = Json.string(template, "TransactionType");
    if (type == null && template.has("Channel") && !template.has("TransactionType")) {
      type = TransactionTypes.CHANNEL_AUTHORIZE;
    }
    if (type == null || !TransactionTypes.allowed(type)) {
      throw PlatformError.invalid(602);
    }
    ObjectNode request = template.deepCopy();
    normalise(type, request);
    if (!TransactionCheck.serialisable(type, request)) {
      throw PlatformError.invalid(603);
    }
    return new TransactionTemplate(type, request);
  }

  private static TransactionTemplate ofBlob(String blob) {
    ObjectNode request = TransactionCheck.decoded(blob);
    String type = Json.string(request, "TransactionType");
    if (type == null) {
      throw PlatformError.invalid(602);
    }
    return new TransactionTemplate(type, request);
  }

  private static void normalise(String type, ObjectNode request) {
    if (type.equals(TransactionTypes.SIGN_IN)) {
      request.put("SignIn", true);
    }
    if (type.equals("AccountDelete") && !Json.present(request.get("Fee"))) {
      request.put("Fee", ACCOUNT_DELETE_FEE);
    }
    numberToText(request, "Fee");
    if (request.get("Amount") instanceof ObjectNode amount) {
      numberToText(amount, "value");
      String drops = drops(amount);
      if (drops != null) {
        request.put("Amount", drops);
      }
    }
  }

  private static void numberToText(ObjectNode object, String field) {
    JsonNode value = object.get(field);
    if (value != null && value.isNumber()) {
      object.put(field, value.decimalValue().toPlainString());
    }
  }

  /** An XRP amount written like an issued one is meant in XRP while it is small. */
  private static @Nullable String drops(ObjectNode amount) {
    String issuer = Json.string(amount, "issuer");
    String value = Json.string(amount, "value");
    if (!"XRP".equals(Json.string(amount, "currency")) || value == null) {
      return null;
    }
    if (issuer != null && !issuer.isEmpty()) {
      return null;
    }
    try {
      BigDecimal given = new BigDecimal(value);
      BigDecimal drops = given.compareTo(DROPS) < 0 ? given.multiply(DROPS) : given;
      return drops.toBigIntegerExact().toString();
    } catch (ArithmeticException | NumberFormatException e) {
      throw PlatformError.invalid(603);
    }
  }

  String destination() {
    String destination = Json.string(requestJson, "Destination");
    return destination == null ? "" : destination;
  }

  /** Tag 0 is stored as null (PROTOCOL §5.1). */
  @Nullable Long destinationTag() {
    JsonNode tag = requestJson.get("DestinationTag");
    return tag == null || !tag.isIntegralNumber() || tag.longValue() == 0 ? null : tag.longValue();
  }

  @Nullable String account() {
    return Json.string(requestJson, "Account");
  }
}
