package dev.countersign.platform.jwt;

/** Ends the look at a token that is not acceptable. */
final class RefusedException extends Exception {
  private final JwtVerdict.Refused verdict;

  RefusedException(JwtRefusal reason, String message) {
    super(message, null, false, false);
    this.verdict = new JwtVerdict.Refused(reason, message);
  }

  JwtVerdict.Refused verdict() {
    return verdict;
  }
}
