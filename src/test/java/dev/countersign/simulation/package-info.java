/**
 * A whole fleet in one thread and virtual time: the real core, owner loop and platform scheduling
 * over a simulated log, platform, clock and chance, everything from one seed. Each history is a
 * storm of crashes, rebalances, lost answers and people, then calm; after it the promises of
 * CONTRACT §6 are checked. Who wants to see one history starts at {@code History}, and what is
 * promised is in {@link dev.countersign.promises}.
 */
package dev.countersign.simulation;
