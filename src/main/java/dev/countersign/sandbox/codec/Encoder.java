package dev.countersign.sandbox.codec;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** JSON to bytes. Fields that the ledger does not know are left out. */
final class Encoder {
  private static final Pattern HEX_NUMBER = Pattern.compile("[0-9A-Fa-f]{1,16}");
  private static final Pattern DECIMAL_NUMBER = Pattern.compile("[0-9]{1,20}");
  private static final List<String> BRIDGE =
      List.of("LockingChainDoor", "LockingChainIssue", "IssuingChainDoor", "IssuingChainIssue");

  private record Entry(Field field, JsonNode value) {}

  private final Definitions definitions;
  private final Currencies currencies;
  private final Sink sink;

  Encoder(Definitions definitions, Sink sink) {
    this.definitions = definitions;
    this.currencies = definitions.currencies();
    this.sink = sink;
  }

  void object(JsonNode object, Predicate<Field> wanted) {
    if (!object.isObject()) {
      throw new CodecException(object + " is no object.");
    }
    List<Entry> entries = new ArrayList<>(object.size());
    object
        .properties()
        .forEach(
            property -> {
              Field field = definitions.field(property.getKey());
              if (field != null && wanted.test(field)) {
                entries.add(new Entry(field, property.getValue()));
              }
            });
    entries.sort(Comparator.comparing(Entry::field));
    for (Entry entry : entries) {
      sink.header(entry.field());
      try {
        value(entry.field(), entry.value());
      } catch (CodecException e) {
        throw new CodecException(entry.field().name() + ": " + e.getMessage(), e);
      }
    }
  }

  private void value(Field field, JsonNode value) {
    switch (field.type()) {
      case UINT8 -> sink.number(Scalars.whole(value, 1), 1);
      case UINT16 -> sink.number(uint16(field, value), 2);
      case UINT32 -> sink.number(uint32(field, value), 4);
      case UINT64 -> sink.number(uint64(field, value), 8);
      case INT32 -> sink.number(int32(value), 4);
      case HASH128 -> sink.put(Scalars.hex(value, 16));
      case HASH160 -> sink.put(Scalars.hex(value, 20));
      case HASH192 -> sink.put(Scalars.hex(value, 24));
      case HASH256 -> sink.put(Scalars.hex(value, 32));
      case BLOB -> measured(Scalars.hex(value));
      case ACCOUNT -> measured(Scalars.account(value));
      case HASHES -> measured(hashes(value));
      case AMOUNT -> Amounts.encode(value, currencies, sink);
      case NUMBER -> Numbers.encode(Scalars.text(value), sink);
      case PATHS -> Paths.encode(value, currencies, sink);
      case ISSUE -> currencies.encodeIssue(value, sink);
      case CURRENCY -> sink.put(currencies.encode(Scalars.text(value)));
      case BRIDGE -> bridge(value);
      case ARRAY -> array(value);
      case OBJECT -> {
        object(value, any -> true);
        sink.put(Field.OBJECT_END);
      }
    }
  }

  private long uint16(Field field, JsonNode value) {
    return field.name().equals(Names.TRANSACTION_TYPE)
        ? Names.transactionType(value, definitions)
        : Scalars.whole(value, 2);
  }

  private long uint32(Field field, JsonNode value) {
    return field.name().equals(Names.PERMISSION)
        ? Names.permission(value, definitions)
        : Scalars.wholeOrDigits(value);
  }

  private static long uint64(Field field, JsonNode value) {
    if (value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0) {
      return value.longValue();
    }
    boolean decimal = Names.decimal(field);
    String text = Scalars.text(value);
    if (!(decimal ? DECIMAL_NUMBER : HEX_NUMBER).matcher(text).matches()) {
      throw new CodecException("'" + text + "' is no number of eight bytes.");
    }
    BigInteger number = new BigInteger(text, decimal ? 10 : 16);
    if (number.bitLength() > 64) {
      throw new CodecException("'" + text + "' is no number of eight bytes.");
    }
    return number.longValue();
  }

  private static long int32(JsonNode value) {
    if (!value.canConvertToInt() || !value.isIntegralNumber()) {
      throw new CodecException(value + " is no whole number of four bytes.");
    }
    return value.intValue();
  }

  private void measured(byte[] bytes) {
    sink.length(bytes.length);
    sink.put(bytes);
  }

  private static byte[] hashes(JsonNode value) {
    if (!value.isArray()) {
      throw new CodecException(value + " is no list of hashes.");
    }
    Sink hashes = new Sink();
    value.forEach(hash -> hashes.put(Scalars.hex(hash, 32)));
    return hashes.toBytes();
  }

  private void bridge(JsonNode value) {
    for (String part : BRIDGE) {
      if (part.endsWith("Door")) {
        measured(Scalars.account(value.path(part)));
      } else {
        currencies.encodeIssue(value.path(part), sink);
      }
    }
  }

  /** Each entry is an object with one field, which names what it holds. */
  private void array(JsonNode value) {
    if (!value.isArray()) {
      throw new CodecException(value + " is no array.");
    }
    for (JsonNode wrapper : value) {
      Field only = wrapper.size() == 1 ? definitions.field(wrapper.fieldNames().next()) : null;
      if (only == null || only.type() != FieldType.OBJECT) {
        throw new CodecException(wrapper + " does not wrap one object that the ledger knows.");
      }
      object(wrapper, any -> true);
    }
    sink.put(Field.ARRAY_END);
  }
}
