package dev.countersign.platform;

import org.jspecify.annotations.Nullable;

/** The platform's error codes in words; its own bodies have none (PROTOCOL §3.1). */
final class Refusals {
  private Refusals() {}

  static String text(@Nullable Integer code) {
    if (code == null) {
      return "the request body is not accepted (malformed JSON, or larger than the platform takes)";
    }
    return switch (code) {
      case 413 -> "identifier over 40, instruction over 280 or blob over 1500 characters";
      case 599 -> "the body is missing or empty";
      case 600 -> "neither txjson nor a usable txblob";
      case 601 -> "txblob cannot be decoded";
      case 602 -> "the transaction type is missing, unknown or not allowed";
      case 603 ->
          "txjson cannot be serialised as an XRPL transaction; check addresses, hex and types";
      case 604 -> "both txjson and txblob are given";
      case 605 -> "the platform could not store the payload";
      case 609 -> "the destination is on the platform's scam list";
      case 810 -> "the application is disabled";
      case 811 -> "the API key is unknown";
      case 812 -> "the API key or secret is not a UUID";
      case 813 -> "the API secret is wrong";
      default -> "refused with code " + code;
    };
  }
}
