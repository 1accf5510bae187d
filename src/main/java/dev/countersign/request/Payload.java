package dev.countersign.request;

import java.time.Instant;

/**
 * The platform's object for a request, as far as the rules need it.
 *
 * @param expiresAt open-before (PROTOCOL §5.2); an estimate until the platform was read
 */
public record Payload(String uuid, Links links, Instant expiresAt) {}
