package dev.countersign.wire;

import dev.countersign.request.UserToken;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A record of the user-token topic. What is nullable may be missing when others wrote it. */
public record RememberedToken(
    String application,
    String user,
    UserToken token,
    @Nullable String account,
    @Nullable Instant issuedAt,
    @Nullable Instant expiresAt) {}
