package dev.countersign.request;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** W3C trace context of the command, carried through to every event of its request. */
public record Trace(@Nullable String traceparent, @Nullable String tracestate) {
  public static final Trace NONE = new Trace(null, null);

  private static final Pattern PARENT =
      Pattern.compile("[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

  /** The command's, if it has one that can be read. */
  public @Nullable String traceId() {
    Matcher parent = traceparent == null ? null : PARENT.matcher(traceparent);
    return parent != null && parent.matches() ? parent.group(1) : null;
  }
}
