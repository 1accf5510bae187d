package dev.countersign.sandbox.codec;

import java.util.Arrays;

/** The kinds of values there are, with the codes by which the ledger sorts and marks fields. */
enum FieldType {
  UINT16("UInt16", 1),
  UINT32("UInt32", 2),
  UINT64("UInt64", 3),
  HASH128("Hash128", 4),
  HASH256("Hash256", 5),
  AMOUNT("Amount", 6),
  BLOB("Blob", 7),
  ACCOUNT("AccountID", 8),
  NUMBER("Number", 9),
  INT32("Int32", 10),
  OBJECT("STObject", 14),
  ARRAY("STArray", 15),
  UINT8("UInt8", 16),
  HASH160("Hash160", 17),
  PATHS("PathSet", 18),
  HASHES("Vector256", 19),
  HASH192("Hash192", 21),
  ISSUE("Issue", 24),
  BRIDGE("XChainBridge", 25),
  CURRENCY("Currency", 26);

  final String label;
  final int code;

  FieldType(String label, int code) {
    this.label = label;
    this.code = code;
  }

  /** Values that come with their length in front. */
  boolean measured() {
    return this == BLOB || this == ACCOUNT || this == HASHES;
  }

  static FieldType named(String label) {
    return Arrays.stream(values())
        .filter(type -> type.label.equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No type of fields: " + label));
  }
}
