package dev.countersign.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;
import org.xrpl.xrpl4j.codec.binary.definitions.FieldInstance;

/** Reads headers and values one after another; at the end of the bytes it underflows. */
final class BlobValues {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int ACCOUNT = 20;
  private static final int CURRENCY = 20;
  private static final int HASH = 32;

  private static final int COIN_BYTES = 8;
  private static final int ISSUED_BYTES = 48;
  private static final int ISSUED = 0x80;

  private static final int PATH_END = 0x00;
  private static final int NEXT_PATH = 0xFF;
  private static final int STEP_ACCOUNT = 0x01;
  private static final int STEP_CURRENCY = 0x10;
  private static final int STEP_ISSUER = 0x20;
  private static final int STEP = STEP_ACCOUNT | STEP_CURRENCY | STEP_ISSUER;

  private final ByteBuffer in;

  BlobValues(byte[] bytes) {
    in = ByteBuffer.wrap(bytes);
  }

  boolean more() {
    return in.hasRemaining();
  }

  int position() {
    return in.position();
  }

  FieldInstance field() throws UnreadableException {
    int first = next();
    int type = first >>> 4;
    int number = first & 0xF;
    type = type == 0 ? numberAbove(15) : type;
    number = number == 0 ? numberAbove(15) : number;
    FieldInstance field = FieldTypes.field(type, number);
    if (field == null || !field.isSerialized()) {
      throw new UnreadableException(
          "field %d of type %d is not known here".formatted(number, type));
    }
    return field;
  }

  private int numberAbove(int small) throws UnreadableException {
    int number = next();
    if (number <= small) {
      throw new UnreadableException("a field's number is written longer than it is");
    }
    return number;
  }

  JsonNode value(String type) throws UnreadableException {
    return switch (type) {
      case "UInt8" -> JSON.numberNode(number(1));
      case "UInt32" -> JSON.numberNode(number(4));
      case "UInt64" -> TextNode.valueOf(Long.toHexString(number(8)).toUpperCase(Locale.ROOT));
      case "Hash128" -> hex(16);
      case "Hash160" -> hex(20);
      case "Hash256" -> hex(HASH);
      case "Blob" -> hex(length());
      case "Vector256" -> hashes(length());
      case "AccountID" -> account(length());
      case "Amount" -> simple(type, (peek() & ISSUED) == 0 ? COIN_BYTES : ISSUED_BYTES);
      case "Currency" -> simple(type, CURRENCY);
      case "Issue" -> asset();
      case "PathSet" -> paths();
      case "XChainBridge" -> bridge();
      // Newer ones; or none, for a field whose meaning was never settled.
      default -> throw new UnreadableException(type + " is not known here");
    };
  }

  /** Big-endian. */
  long number(int width) {
    long value = 0;
    for (int i = 0; i < width; i++) {
      value = value << 8 | next();
    }
    return value;
  }

  private int next() {
    return in.get() & 0xFF;
  }

  private int peek() {
    if (!in.hasRemaining()) {
      throw new BufferUnderflowException();
    }
    return in.get(in.position());
  }

  private int length() throws UnreadableException {
    int first = next();
    if (first <= 192) {
      return first;
    }
    if (first <= 240) {
      return 193 + (first - 193 << 8) + next();
    }
    if (first <= 254) {
      return 12_481 + (first - 241 << 16) + (next() << 8) + next();
    }
    throw new UnreadableException("a length begins with 255");
  }

  private String text(int length) {
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] taken = new byte[length];
    in.get(taken);
    return HEX.formatHex(taken);
  }

  private TextNode hex(int length) {
    return TextNode.valueOf(text(length));
  }

  private JsonNode simple(String type, int length) throws UnreadableException {
    return FieldTypes.json(type, text(length));
  }

  private JsonNode account(int length) throws UnreadableException {
    if (length != ACCOUNT) {
      throw new UnreadableException("an account has %d bytes".formatted(length));
    }
    return simple("AccountID", ACCOUNT);
  }

  private ArrayNode hashes(int length) throws UnreadableException {
    if (length % HASH != 0) {
      throw new UnreadableException("hashes have %d bytes together".formatted(length));
    }
    ArrayNode hashes = JSON.arrayNode();
    for (int i = 0; i < length; i += HASH) {
      hashes.add(hex(HASH));
    }
    return hashes;
  }

  private ObjectNode asset() throws UnreadableException {
    JsonNode currency = simple("Currency", CURRENCY);
    ObjectNode asset = JSON.objectNode().set("currency", currency);
    if (currency.asText().equals("XRP")) {
      return asset;
    }
    JsonNode issuer = account(ACCOUNT);
    if (issuer.asText().equals("rrrrrrrrrrrrrrrrrrrrBZbvji")) {
      throw new UnreadableException("multi-purpose tokens are not known here");
    }
    return asset.set("issuer", issuer);
  }

  private ObjectNode bridge() throws UnreadableException {
    ObjectNode bridge = JSON.objectNode();
    bridge.set("LockingChainDoor", account(length()));
    bridge.set("LockingChainIssue", asset());
    bridge.set("IssuingChainDoor", account(length()));
    return bridge.set("IssuingChainIssue", asset());
  }

  private ArrayNode paths() throws UnreadableException {
    ArrayNode paths = JSON.arrayNode();
    ArrayNode path = paths.addArray();
    for (int kind = next(); kind != PATH_END; kind = next()) {
      if (kind == NEXT_PATH) {
        path = paths.addArray();
        continue;
      }
      if ((kind & ~STEP) != 0) {
        throw new UnreadableException("a step of a path has kind " + kind);
      }
      ObjectNode step = path.addObject();
      if ((kind & STEP_ACCOUNT) != 0) {
        step.set("account", account(ACCOUNT));
      }
      if ((kind & STEP_CURRENCY) != 0) {
        step.set("currency", simple("Currency", CURRENCY));
      }
      if ((kind & STEP_ISSUER) != 0) {
        step.set("issuer", account(ACCOUNT));
      }
    }
    return paths;
  }
}
