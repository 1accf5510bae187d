package dev.countersign.request;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a step learned about the token of an (application, user). */
public sealed interface TokenNews {
  String application();

  String user();

  /**
   * A signature brought a token; the platform gives 30 days from the signature (PROTOCOL §8.4).
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
      String requestId,
      @Nullable String payloadUuid)
      implements TokenNews {}

  /** The platform says that this token is dead; it is forgotten if it is still the current one. */
  record Revoked(String application, String user, UserToken token) implements TokenNews {}
}
