package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.request.Trace;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** What the headers of a command's record mean. */
public final class CommandHeaders {
  /** Set by whoever sends a dead letter again on purpose; any value. */
  public static final String REDRIVE = "countersign.redrive";

  static final String TRACEPARENT = "traceparent";
  static final String TRACESTATE = "tracestate";

  private static final Pattern VALID_TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
  private static final int LONGEST_TRACESTATE = 512;

  private CommandHeaders() {}

  public static boolean isRedriven(Headers headers) {
    return headers.lastHeader(REDRIVE) != null;
  }

  /**
   * The id under which a record that is sent again was filed before. Only where no id can be read
   * in the command itself.
   */
  public static @Nullable String redrivenId(Headers headers) {
    String id = isRedriven(headers) ? text(headers, ErrorHeaders.REQUEST_ID) : null;
    return id == null || !RequestIds.isValid(id) ? null : id;
  }

  /** The W3C trace context; one that is malformed is no reason to refuse a command. */
  public static Trace trace(Headers headers) {
    String traceparent = text(headers, TRACEPARENT);
    if (traceparent == null || !VALID_TRACEPARENT.matcher(traceparent).matches()) {
      return Trace.NONE;
    }
    String tracestate = text(headers, TRACESTATE);
    boolean usable = tracestate != null && tracestate.length() <= LONGEST_TRACESTATE;
    return new Trace(traceparent, usable ? tracestate : null);
  }

  static @Nullable String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }
}
