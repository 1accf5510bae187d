/**
 * The shipped jar as real processes: started, killed, asked to end, misconfigured and watched from
 * outside, on a real broker and the sandbox. Nothing in here reaches into a worker; what counts is
 * what a terminal, an orchestrator and other Kafka clients see.
 */
@NullMarked
package dev.countersign.process;

import org.jspecify.annotations.NullMarked;
