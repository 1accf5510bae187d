/**
 * Spans of what is done with a command: taken in, calls of the platform, events published. They
 * stand in the trace that the command's {@code traceparent} names; what happens later than that
 * trace is likely to be looked at has a trace of its own that links there. OpenTelemetry decides
 * whether and where they go.
 */
@NullMarked
package dev.countersign.tracing;

import org.jspecify.annotations.NullMarked;
