package dev.countersign.sandbox.codec;

import java.io.ByteArrayOutputStream;

/** Where the binary form grows. */
final class Sink {
  private static final int ONE_BYTE = 192;
  private static final int TWO_BYTES = 12_480;
  private static final int LONGEST = 918_744;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

  Sink put(byte[] more) {
    bytes.writeBytes(more);
    return this;
  }

  Sink put(int oneByte) {
    bytes.write(oneByte);
    return this;
  }

  /** Big-endian, in so many bytes. */
  Sink number(long value, int width) {
    for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
      bytes.write((int) (value >>> shift));
    }
    return this;
  }

  void header(Field field) {
    int type = field.type().code;
    int number = field.number();
    bytes.write((type < 16 ? type << 4 : 0) | (number < 16 ? number : 0));
    if (type >= 16) {
      bytes.write(type);
    }
    if (number >= 16) {
      bytes.write(number);
    }
  }

  void length(int length) {
    if (length <= ONE_BYTE) {
      bytes.write(length);
    } else if (length <= TWO_BYTES) {
      int rest = length - ONE_BYTE - 1;
      bytes.write(ONE_BYTE + 1 + (rest >>> 8));
      bytes.write(rest);
    } else if (length <= LONGEST) {
      int rest = length - TWO_BYTES - 1;
      bytes.write(241 + (rest >>> 16));
      bytes.write(rest >>> 8);
      bytes.write(rest);
    } else {
      throw new CodecException(length + " bytes are more than a field can hold.");
    }
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }
}
