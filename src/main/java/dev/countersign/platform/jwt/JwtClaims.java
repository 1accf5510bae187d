package dev.countersign.platform.jwt;

import dev.countersign.request.UserToken;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a JWT says of a person.
 *
 * @param account classic address
 * @param client API key of the application that it was issued for
 * @param network key of the network that the person was on; null: not told
 * @param userToken lets the application push to the person; only OAuth2 tells it
 */
public record JwtClaims(
    String account,
    String client,
    @Nullable String network,
    @Nullable UserToken userToken,
    Instant issuedAt,
    Instant expiresAt) {}
