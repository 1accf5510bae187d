package dev.countersign.promises;

import dev.countersign.request.Signal;
import java.time.Instant;

/**
 * A command as the request's owner reads it; in the order of its request.
 *
 * @param at no answer was observed before
 */
public record Command(String requestId, Signal signal, Instant at) {}
