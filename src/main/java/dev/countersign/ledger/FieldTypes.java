package dev.countersign.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import org.xrpl.xrpl4j.codec.binary.FieldHeader;
import org.xrpl.xrpl4j.codec.binary.definitions.DefinitionsService;
import org.xrpl.xrpl4j.codec.binary.definitions.FieldInstance;
import org.xrpl.xrpl4j.codec.binary.types.SerializedType;

/** The fields of transactions, their types and the bytes of single values, as xrpl4j has them. */
final class FieldTypes {
  private static final DefinitionsService DEFINITIONS = DefinitionsService.getInstance();
  static final String TRANSACTION_TYPE = "TransactionType";

  private FieldTypes() {}

  /** The type of a field that is part of what is signed; null of what is not, or not known. */
  static @Nullable String type(String field) {
    return switch (field) {
      // Steps of a path are no fields.
      case "account", "issuer" -> "AccountID";
      case "currency" -> "Currency";
      default ->
          DEFINITIONS
              .getFieldInstance(field)
              .filter(FieldInstance::isSerialized)
              .map(FieldInstance::type)
              .orElse(null);
    };
  }

  /** Null if no field has these numbers. */
  static @Nullable FieldInstance field(int type, int number) {
    FieldHeader header = FieldHeader.builder().typeCode(type).fieldCode(number).build();
    String name = DEFINITIONS.getFieldName(header);
    return name == null ? null : DEFINITIONS.getFieldInstance(name).orElse(null);
  }

  static @Nullable String transactionType(int code) {
    return DEFINITIONS
        .mapFieldRawValueToSpecialization(TRANSACTION_TYPE, Integer.toString(code))
        .orElse(null);
  }

  static boolean isTransactionType(String name) {
    return DEFINITIONS.mapFieldSpecialization(TRANSACTION_TYPE, name).isPresent();
  }

  /** The value as it is signed, in hex; null if it is none of that type. */
  static @Nullable String binary(String type, JsonNode value) {
    try {
      return SerializedType.getTypeByName(type).fromJson(value).toHex();
    } catch (JsonProcessingException | RuntimeException _) {
      return null;
    } catch (Error e) {
      return nothing(e);
    }
  }

  /**
   * @throws UnreadableException also if writing the value again gives other bytes: then xrpl4j has
   *     not understood them
   */
  static JsonNode json(String type, String hex) throws UnreadableException {
    JsonNode value = read(type, hex);
    if (value == null || !hex.equals(binary(type, value))) {
      throw new UnreadableException("%s as %s is not known here".formatted(hex, type));
    }
    return value;
  }

  private static @Nullable JsonNode read(String type, String hex) {
    try {
      return SerializedType.getTypeByName(type).fromHex(hex).toJson();
    } catch (RuntimeException _) {
      return null;
    } catch (Error e) {
      return nothing(e);
    }
  }

  /** For some values xrpl4j throws a bare error; others are the machine's. */
  private static <T> @Nullable T nothing(Error e) {
    if (e.getClass() == Error.class) {
      return null;
    }
    throw e;
  }
}
