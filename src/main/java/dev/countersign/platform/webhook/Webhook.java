package dev.countersign.platform.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a verified webhook says, as far as anybody here uses it. The user token is not part of it.
 *
 * @param identifier the request's id, if the payload has one
 * @param tokenExpiresAt when the person's user token expires
 * @param call the wallet's call that it is about; duplicates share it
 */
public record Webhook(
    String payloadUuid,
    @Nullable String identifier,
    boolean signed,
    @Nullable Instant tokenExpiresAt,
    @Nullable String call) {}
