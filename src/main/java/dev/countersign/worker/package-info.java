/**
 * The owner loop and what feeds it. One thread owns the consumer, the transactional producer and
 * all state of the partitions it was given; a turn applies what came in to the pure core and writes
 * states, events, tokens and offsets in one transaction, and only then starts actions. The log, the
 * platform, the clock and randomness are ports, so that a whole fleet runs in a simulation.
 */
package dev.countersign.worker;
