package dev.countersign.sandbox.codec;

/**
 * One field that the ledger knows.
 *
 * @param number its place among the fields of its type
 * @param signed whether a signature covers it
 */
record Field(String name, FieldType type, int number, boolean signed) implements Comparable<Field> {
  static final int OBJECT_END = 0xE1;
  static final int ARRAY_END = 0xF1;

  /** Fields of a transaction are in this order, which makes its binary form unique. */
  int order() {
    return type.code << 16 | number;
  }

  @Override
  public int compareTo(Field other) {
    return Integer.compare(order(), other.order());
  }
}
