package dev.countersign.sandbox.codec;

import java.util.Arrays;

/** The binary form while it is read. */
final class Source {
  private final byte[] bytes;
  private int at;

  Source(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean atEnd() {
    return at == bytes.length;
  }

  int peek() {
    if (atEnd()) {
      throw new CodecException("The bytes end in the middle of a field.");
    }
    return bytes[at] & 0xFF;
  }

  int next() {
    int value = peek();
    at++;
    return value;
  }

  byte[] take(int length) {
    if (length > bytes.length - at) {
      throw new CodecException("The bytes end in the middle of a field.");
    }
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  long number(int width) {
    long value = 0;
    for (int i = 0; i < width; i++) {
      value = value << 8 | next();
    }
    return value;
  }

  int length() {
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
    throw new CodecException("A length cannot begin with " + first + ".");
  }
}
