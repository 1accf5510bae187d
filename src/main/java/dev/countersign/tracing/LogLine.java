package dev.countersign.tracing;

import dev.countersign.request.Subject;
import org.slf4j.spi.LoggingEventBuilder;
import org.slf4j.spi.NOPLoggingEventBuilder;

/** What every line of the log that is about a request has, by which it is found. */
public final class LogLine {
  public static final String REQUEST_ID = "request_id";
  public static final String TRACE_ID = "trace_id";

  private LogLine() {}

  public static LoggingEventBuilder about(LoggingEventBuilder line, Subject subject) {
    if (line instanceof NOPLoggingEventBuilder) {
      // Nobody will read it, and the trace's id has to be looked for.
      return line;
    }
    String traceId = subject.trace().traceId();
    LoggingEventBuilder named = about(line, subject.id());
    return traceId == null ? named : named.addKeyValue(TRACE_ID, traceId);
  }

  /** Where no more is known of it. */
  public static LoggingEventBuilder about(LoggingEventBuilder line, String requestId) {
    return line.addKeyValue(REQUEST_ID, requestId);
  }
}
