package dev.countersign.sandbox;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hashes that every Java runtime has to have. */
final class Digests {
  private Digests() {}

  static byte[] sha1(byte[] bytes) {
    return of("SHA-1", bytes);
  }

  static byte[] sha256(byte[] bytes) {
    return of("SHA-256", bytes);
  }

  static byte[] sha512(byte[] bytes) {
    return of("SHA-512", bytes);
  }

  private static byte[] of(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime has no " + algorithm + ".", e);
    }
  }
}
