package dev.countersign.sandbox;

import dev.countersign.sandbox.codec.Addresses;

/** Classic XRP Ledger addresses. */
final class Base58 {
  private Base58() {}

  static String address(byte[] accountId) {
    return Addresses.encode(accountId);
  }

  static boolean isAddress(String text) {
    return Addresses.decode(text) != null;
  }
}
