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
   * The platform has told when a token expires that was published with an {@code estimate}; it is
   * published again if nothing was written about that user's token since.
   */
  record Dated(Issued issued, Instant estimate) implements TokenNews {
    @Override
    public String application() {
      return issued.application();
    }

    @Override
    public String user() {
      return issued.user();
    }
  }

  /** The platform says that this token is dead; it is forgotten if it is still the current one. */
  record Revoked(String application, String user, UserToken token) implements TokenNews {}
}
