package dev.countersign.worker;

import dev.countersign.config.Topics;
import dev.countersign.request.Lifecycle;

/**
 * What the loop is told.
 *
 * @param partitions of inbox and state
 * @param maxCreating creates under way at once
 * @param lifecycle the core
 */
public record LoopSettings(Topics topics, int partitions, int maxCreating, Lifecycle lifecycle) {}
