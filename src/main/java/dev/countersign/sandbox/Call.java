package dev.countersign.sandbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call that reached the platform side, as {@code GET /sandbox/calls} shows it.
 *
 * @param at sandbox time
 * @param application the key that was sent, known or not
 * @param endpoint {@code create}, {@code read}, … as in faults
 * @param path without the user token that one of the paths contains
 * @param status 101 for a socket; 0 when the connection was closed instead of answering
 * @param code the platform's error code, if the answer had one
 */
public record Call(
    Instant at,
    @Nullable String application,
    String endpoint,
    String method,
    String path,
    int status,
    @Nullable Integer code,
    @Nullable String payload,
    @Nullable String identifier) {}
