package dev.countersign.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import org.xrpl.xrpl4j.codec.binary.definitions.FieldInstance;

/**
 * Takes a serialised transaction apart, in one pass and without recursion beyond what a ledger
 * allows. The fields and the values are xrpl4j's; its own reading of whole transactions is not
 * used: it misreads fields of 193 to 12480 bytes and takes minutes for deeply nested ones.
 */
final class BlobReader {
  /** What a ledger takes. */
  private static final int DEEPEST = 10;

  private static final String OBJECT = "STObject";
  private static final String ARRAY = "STArray";
  private static final String OBJECT_END = "ObjectEndMarker";
  private static final String ARRAY_END = "ArrayEndMarker";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final byte[] bytes;
  private final BlobValues values;

  private BlobReader(byte[] bytes) {
    this.bytes = bytes;
    this.values = new BlobValues(bytes);
  }

  static SignedBlob read(byte[] bytes) throws UnreadableException {
    try {
      return new BlobReader(bytes).transaction();
    } catch (BufferUnderflowException _) {
      throw new UnreadableException("it ends in the middle of a field");
    }
  }

  private SignedBlob transaction() throws UnreadableException {
    ObjectNode transaction = JSON.objectNode();
    ByteArrayOutputStream signed = new ByteArrayOutputStream(bytes.length);
    int last = 0;
    while (values.more()) {
      int from = values.position();
      FieldInstance field = after(last, values.field());
      last = field.ordinal();
      transaction.set(field.name(), value(field, 0));
      if (field.isSigningField()) {
        signed.write(bytes, from, values.position() - from);
      }
    }
    return new SignedBlob(transaction, bytes, signed.toByteArray());
  }

  /** What is signed has one form only: each field once, in the order of their numbers. */
  private static FieldInstance after(int last, FieldInstance field) throws UnreadableException {
    if (field.ordinal() <= last) {
      throw new UnreadableException(field.name() + " is not in its place");
    }
    if (field.name().equals(OBJECT_END) || field.name().equals(ARRAY_END)) {
      throw new UnreadableException(field.name() + " ends nothing");
    }
    return field;
  }

  private JsonNode value(FieldInstance field, int depth) throws UnreadableException {
    return switch (field.type()) {
      case OBJECT -> object(depth + 1);
      case ARRAY -> array(depth + 1);
      case "UInt16" ->
          field.name().equals(FieldTypes.TRANSACTION_TYPE)
              ? transactionType(values.number(2))
              : JSON.numberNode(values.number(2));
      default -> values.value(field.type());
    };
  }

  private static TextNode transactionType(long code) throws UnreadableException {
    String type = FieldTypes.transactionType((int) code);
    if (type == null) {
      throw new UnreadableException("transactions of type %d are not known here".formatted(code));
    }
    return TextNode.valueOf(type);
  }

  private static void checkDepth(int depth) throws UnreadableException {
    if (depth > DEEPEST) {
      throw new UnreadableException("it is nested deeper than " + DEEPEST);
    }
  }

  private ObjectNode object(int depth) throws UnreadableException {
    checkDepth(depth);
    ObjectNode object = JSON.objectNode();
    int last = 0;
    for (FieldInstance field = values.field();
        !field.name().equals(OBJECT_END);
        field = values.field()) {
      last = after(last, field).ordinal();
      object.set(field.name(), value(field, depth));
    }
    return object;
  }

  private ArrayNode array(int depth) throws UnreadableException {
    checkDepth(depth);
    ArrayNode array = JSON.arrayNode();
    for (FieldInstance field = values.field();
        !field.name().equals(ARRAY_END);
        field = values.field()) {
      if (!after(0, field).type().equals(OBJECT)) {
        throw new UnreadableException(field.name() + " cannot be in an array");
      }
      array.addObject().set(field.name(), object(depth + 1));
    }
    return array;
  }
}
