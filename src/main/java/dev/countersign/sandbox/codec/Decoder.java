package dev.countersign.sandbox.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HexFormat;

/** Bytes to JSON. */
final class Decoder {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int DEEPEST = 10;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Definitions definitions;
  private final Currencies currencies;
  private final Source source;
  private int depth;

  Decoder(Definitions definitions, Source source) {
    this.definitions = definitions;
    this.currencies = definitions.currencies();
    this.source = source;
  }

  /** Up to the end of the bytes. */
  ObjectNode transaction() {
    ObjectNode object = JSON.objectNode();
    int last = -1;
    while (!source.atEnd()) {
      Field field = field(source.next());
      if (field.order() <= last) {
        throw new CodecException(field.name() + " is out of order.");
      }
      last = field.order();
      object.set(field.name(), value(field));
    }
    return object;
  }

  private ObjectNode inner() {
    if (++depth > DEEPEST) {
      throw new CodecException("Objects are nested deeper than " + DEEPEST + ".");
    }
    ObjectNode object = JSON.objectNode();
    for (int first = source.next(); first != Field.OBJECT_END; first = source.next()) {
      Field field = field(first);
      object.set(field.name(), value(field));
    }
    depth--;
    return object;
  }

  private Field field(int first) {
    int type = first >>> 4;
    int number = first & 0xF;
    type = type == 0 ? source.next() : type;
    number = number == 0 ? source.next() : number;
    Field field = definitions.field(type, number);
    if (field == null) {
      throw new CodecException("There is no field " + number + " of type " + type + ".");
    }
    return field;
  }

  private JsonNode value(Field field) {
    int length = field.type().measured() ? source.length() : 0;
    return switch (field.type()) {
      case UINT8 -> Names.number(source.number(1));
      case UINT16 -> uint16(field, (int) source.number(2));
      case UINT32 -> uint32(field, source.number(4));
      case UINT64 -> uint64(field, source.number(8));
      case INT32 -> IntNode.valueOf((int) source.number(4));
      case HASH128 -> hex(16);
      case HASH160 -> hex(20);
      case HASH192 -> hex(24);
      case HASH256 -> hex(32);
      case BLOB -> hex(length);
      case ACCOUNT -> account(length);
      case HASHES -> hashes(length);
      case AMOUNT -> Amounts.decode(currencies, source);
      case NUMBER -> TextNode.valueOf(Numbers.decode(source));
      case PATHS -> Paths.decode(currencies, source);
      case ISSUE -> currencies.decodeIssue(source);
      case CURRENCY -> TextNode.valueOf(currencies.decode(source.take(20)));
      case BRIDGE -> bridge();
      case ARRAY -> array();
      case OBJECT -> inner();
    };
  }

  private JsonNode uint16(Field field, int value) {
    return field.name().equals(Names.TRANSACTION_TYPE)
        ? Names.transactionType(value, definitions)
        : Names.number(value);
  }

  private JsonNode uint32(Field field, long value) {
    return field.name().equals(Names.PERMISSION)
        ? Names.permission(value, definitions)
        : Names.number(value);
  }

  private static JsonNode uint64(Field field, long value) {
    return TextNode.valueOf(
        Names.decimal(field) ? Long.toUnsignedString(value) : "%016X".formatted(value));
  }

  private TextNode hex(int length) {
    return TextNode.valueOf(HEX.formatHex(source.take(length)));
  }

  private TextNode account(int length) {
    if (length != Addresses.ACCOUNT_ID) {
      throw new CodecException("An account of " + length + " bytes.");
    }
    return TextNode.valueOf(Addresses.encode(source.take(length)));
  }

  private ArrayNode hashes(int length) {
    if (length % 32 != 0) {
      throw new CodecException("Hashes of " + length + " bytes together.");
    }
    ArrayNode hashes = JSON.arrayNode();
    for (int i = 0; i < length; i += 32) {
      hashes.add(hex(32));
    }
    return hashes;
  }

  private ObjectNode bridge() {
    ObjectNode bridge = JSON.objectNode();
    bridge.set("LockingChainDoor", account(source.length()));
    bridge.set("LockingChainIssue", currencies.decodeIssue(source));
    bridge.set("IssuingChainDoor", account(source.length()));
    bridge.set("IssuingChainIssue", currencies.decodeIssue(source));
    return bridge;
  }

  private ArrayNode array() {
    ArrayNode array = JSON.arrayNode();
    for (int first = source.next(); first != Field.ARRAY_END; first = source.next()) {
      Field field = field(first);
      if (field.type() != FieldType.OBJECT) {
        throw new CodecException(field.name() + " cannot be in an array.");
      }
      array.add(JSON.objectNode().set(field.name(), inner()));
    }
    return array;
  }
}
