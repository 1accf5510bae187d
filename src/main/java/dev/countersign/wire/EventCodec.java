package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.SignRequestEvent;
import dev.countersign.request.Event;
import dev.countersign.request.Trace;
import java.util.Locale;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Writes events (CONTRACT §4). May be shared between threads. */
public final class EventCodec {
  private final Format format;

  public EventCodec(Format format) {
    this.format = format;
  }

  /** The record's key. */
  public byte[] key(Event event) {
    return event.subject().id().getBytes(UTF_8);
  }

  public byte[] encode(Event event) {
    return format.write(EventMapping.toRecord(event), SignRequestEvent.getEncoder());
  }

  /** CloudEvents 1.0, Kafka binary mode, and the command's trace context. */
  public Headers headers(Event event) {
    RecordHeaders headers = new RecordHeaders();
    add(headers, "ce_specversion", "1.0");
    add(headers, "ce_id", event.id().toString());
    add(headers, "ce_source", "/countersign/" + event.subject().application());
    String type = event.type().name().toLowerCase(Locale.ROOT);
    add(headers, "ce_type", "dev.countersign.sign_request." + type + ".v1");
    add(headers, "ce_subject", event.subject().id());
    add(headers, "ce_time", AvroJson.time(event.occurredAt()));
    add(headers, "content-type", format.contentType());
    Trace trace = event.subject().trace();
    add(headers, CommandHeaders.TRACEPARENT, trace.traceparent());
    add(headers, CommandHeaders.TRACESTATE, trace.tracestate());
    return headers;
  }

  private static void add(RecordHeaders headers, String name, @Nullable String value) {
    if (value != null) {
      headers.add(name, value.getBytes(UTF_8));
    }
  }
}
