package dev.countersign.token;

import dev.countersign.request.UserToken;
import org.jspecify.annotations.Nullable;

/**
 * One record of the user-token topic.
 *
 * @param token null: no longer valid
 */
public record TokenUpdate(String application, String user, @Nullable UserToken token) {}
