package dev.countersign.wire;

import dev.countersign.request.Expectation;
import dev.countersign.request.Signal;
import dev.countersign.request.Subject;
import dev.countersign.request.Trace;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known about a command besides its content. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Envelope(String requestId, byte[] value, Instant commandAt, Trace trace, boolean redriven) {

  Subject subject(
      String application,
      @Nullable String user,
      @Nullable String txType,
      Map<String, String> context,
      String fingerprint,
      Expectation expect) {
    return new Subject(
        requestId, application, user, txType, context, trace, fingerprint, expect, commandAt, null);
  }

  Signal.InvalidReceived invalid(
      String application,
      @Nullable String user,
      @Nullable String txType,
      Map<String, String> context,
      String message) {
    Subject subject =
        subject(
            application,
            user,
            txType,
            context,
            "invalid:" + Fingerprint.of(value),
            Expectation.NONE);
    return new Signal.InvalidReceived(subject, message, redriven);
  }
}
