package dev.countersign.sandbox;

/** Where no payment may go (code 609, PROTOCOL §3.1): to the person who is called scammer. */
final class ScamList {
  static final String PERSON = "scammer";

  private static final String ACCOUNT = Identity.of(PERSON).account();

  private ScamList() {}

  static boolean contains(String account) {
    return ACCOUNT.equals(account);
  }
}
