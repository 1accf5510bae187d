package dev.countersign.platform.jwt;

import org.jspecify.annotations.Nullable;

/** What came of looking at a JWT. No message contains any part of it. */
public sealed interface JwtVerdict {

  /** Genuine, of our application, and alive. */
  record Accepted(JwtClaims claims) implements JwtVerdict {}

  /** No, and it stays so. */
  record Refused(JwtRefusal reason, String message) implements JwtVerdict {
    /** For a person and for programs: begins with the reason. */
    public String text() {
      return reason + ": " + message;
    }
  }

  /** The platform's keys cannot be read now; ask again later. */
  record Undecided(String message) implements JwtVerdict {}

  /** Refused, too, if it is of another account or network than a request is for. Null: any. */
  default JwtVerdict meantFor(@Nullable String account, @Nullable String network) {
    if (!(this instanceof Accepted(JwtClaims claims))) {
      return this;
    }
    if (account != null && !account.equals(claims.account())) {
      return new Refused(
          JwtRefusal.JWT_ACCOUNT,
          "it was issued to " + claims.account() + ", and expect.account is " + account);
    }
    if (network != null
        && claims.network() != null
        && !network.equalsIgnoreCase(claims.network())) {
      return new Refused(
          JwtRefusal.JWT_NETWORK,
          "it was issued on another network than options.force_network " + network);
    }
    return this;
  }
}
