package dev.countersign.platform;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What the scheduling runs on.
 *
 * @param executor runs one thing after the other, in the order given: a Vert.x context, or simply
 *     the caller's thread where there is only one
 */
public record Ports(
    Executor executor, Timers timers, InstantSource clock, RandomGenerator random) {}
