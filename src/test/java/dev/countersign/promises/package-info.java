/**
 * The promises of CONTRACT §6 as rules over a whole history, simulated or real: what a {@code
 * read_committed} reader was told, against what was asked and what the platform holds. {@link
 * dev.countersign.promises.Promises} is where to begin.
 */
@NullMarked
package dev.countersign.promises;

import org.jspecify.annotations.NullMarked;
