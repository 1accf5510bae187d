package dev.countersign.request;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The platform's object for a request, as far as the rules need it.
 *
 * @param expiresAt open-before (PROTOCOL §5.2); an estimate until the platform was read
 * @param asked null once that is not remembered any more
 * @param handover null where that is not known
 */
public record Payload(
    String uuid,
    Links links,
    Instant expiresAt,
    @Nullable Asked asked,
    @Nullable Handover handover) {}
