package dev.countersign.request;

import java.time.Instant;

/**
 * How a payload came to its person. No rule depends on it; it is kept for those who measure.
 *
 * @param pushed the platform has pushed it, otherwise somebody has to show its QR
 */
public record Handover(Ask.Delivery delivery, boolean pushed, Instant createdAt) {}
