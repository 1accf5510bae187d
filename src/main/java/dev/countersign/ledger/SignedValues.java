package dev.countersign.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.request.Amount;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/** Whether two values of a field are signed alike, however they are written. */
final class SignedValues {
  /** A server explains the steps of a path. */
  private static final Set<String> EXPLANATIONS = Set.of("type", "type_hex");

  private SignedValues() {}

  static boolean same(String field, JsonNode asked, JsonNode signed) {
    if (JsonValues.same(asked, signed)) {
      return true;
    }
    String type = FieldTypes.type(field);
    if (type == null || signed.isMissingNode()) {
      return false;
    }
    return switch (type) {
      case "STObject", "XChainBridge", "Issue" -> sameObject(asked, signed);
      case "STArray", "PathSet" -> sameArray(asked, signed);
      case "Amount" -> sameAmount(asked, signed) || sameBytes(type, asked, signed);
      default -> sameBytes(type, asked, signed);
    };
  }

  /** In every spelling of its currency. */
  private static boolean sameAmount(JsonNode asked, JsonNode signed) {
    Amount amount = Amounts.parse(asked);
    return amount != null && amount.equals(Amounts.parse(signed));
  }

  private static boolean sameBytes(String type, JsonNode asked, JsonNode signed) {
    String bytes = FieldTypes.binary(type, asked);
    return bytes != null && bytes.equals(FieldTypes.binary(type, signed));
  }

  /** Of objects that wrap one each, or of paths, which are arrays themselves. */
  private static boolean sameArray(JsonNode asked, JsonNode signed) {
    if (!asked.isArray() || !signed.isArray() || asked.size() != signed.size()) {
      return false;
    }
    Iterator<JsonNode> others = signed.iterator();
    for (JsonNode one : asked) {
      JsonNode other = others.next();
      if (!(one.isArray() ? sameArray(one, other) : sameObject(one, other))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameObject(JsonNode asked, JsonNode signed) {
    if (!asked.isObject() || !signed.isObject()) {
      return false;
    }
    for (Map.Entry<String, JsonNode> field : asked.properties()) {
      String name = field.getKey();
      boolean counts =
          !field.getValue().isNull() && (FieldTypes.type(name) != null || signed.has(name));
      if (counts
          && !EXPLANATIONS.contains(name)
          && !same(name, field.getValue(), signed.path(name))) {
        return false;
      }
    }
    for (Map.Entry<String, JsonNode> field : signed.properties()) {
      if (!EXPLANATIONS.contains(field.getKey()) && !asked.hasNonNull(field.getKey())) {
        return false;
      }
    }
    return true;
  }
}
