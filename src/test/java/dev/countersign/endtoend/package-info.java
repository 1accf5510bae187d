/**
 * Whole workers between a real broker and the sandbox: commands go into a topic, people act on
 * their phones, events are read back. Every rule that is easy to get wrong has a test here that
 * goes through real HTTP, sockets and transactions. Nothing in here looks inside a worker.
 */
@NullMarked
package dev.countersign.endtoend;

import org.jspecify.annotations.NullMarked;
