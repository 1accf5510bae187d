package dev.countersign.request;

import org.jspecify.annotations.Nullable;

/** W3C trace context of the command, carried through to every event of its request. */
public record Trace(@Nullable String traceparent, @Nullable String tracestate) {
  public static final Trace NONE = new Trace(null, null);
}
