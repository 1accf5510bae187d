package dev.countersign.token;

import dev.countersign.request.UserToken;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One record of the user-token topic.
 *
 * @param token null: no longer valid
 * @param expiresAt null: the record does not say
 */
public record TokenUpdate(
    String application, String user, @Nullable UserToken token, @Nullable Instant expiresAt) {}
