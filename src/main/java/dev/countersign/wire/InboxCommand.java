package dev.countersign.wire;

import dev.countersign.request.Trace;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A command on its way to the owner of its request.
 *
 * @param original the headers of the command's record, without those that are reserved
 * @param value the command, byte for byte
 * @param writer the schema that it was written with, if it is in Confluent framing: whoever reads
 *     it here does not depend on a registry
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record InboxCommand(
    String requestId, Origin origin, Headers original, byte[] value, @Nullable Schema writer) {

  public Trace trace() {
    return CommandHeaders.trace(original);
  }

  public boolean redriven() {
    return CommandHeaders.isRedriven(original);
  }
}
