package dev.countersign.request;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a step learned about the token of an (application, user). */
public sealed interface TokenNews {
  String application();

  String user();

  /** Where an expiry comes from. */
  enum ExpirySource {
    /** A webhook told it. */
    PLATFORM,
    /** The platform gives 30 days from the signature (PROTOCOL §8.4). */
    ESTIMATED
  }

  /**
   * A signature brought a token.
   *
   * @param payloadUuid what was signed; null: a bearer tells of it, and only what is not known yet
   *     is news
   */
  record Issued(
      String application,
      String user,
      UserToken token,
      String account,
      Instant issuedAt,
      Instant expiresAt,
      ExpirySource expirySource,
      String requestId,
      @Nullable String payloadUuid)
      implements TokenNews {}

  /**
   * The platform has told when the token that a signature brought expires, which was published with
   * an {@code estimate}; it is published again if nothing was written about that user's token
   * since, and then it is the current one. So no ended request has to hold it.
   */
  record Dated(
      String application,
      String user,
      String tokenDigest,
      String account,
      Instant issuedAt,
      Instant estimate,
      Instant expiresAt,
      String requestId,
      String payloadUuid)
      implements TokenNews {

    public boolean isOf(UserToken token) {
      return tokenDigest.equals(token.digest());
    }

    public Issued of(UserToken token) {
      return new Issued(
          application,
          user,
          token,
          account,
          issuedAt,
          expiresAt,
          ExpirySource.PLATFORM,
          requestId,
          payloadUuid);
    }
  }

  /** The platform says that this token is dead; it is forgotten if it is still the current one. */
  record Revoked(String application, String user, UserToken token) implements TokenNews {}
}
