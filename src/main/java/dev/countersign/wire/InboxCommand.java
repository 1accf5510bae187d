package dev.countersign.wire;

import dev.countersign.request.Trace;
import org.apache.kafka.common.header.Headers;

/**
 * A command on its way to the owner of its request.
 *
 * @param original the headers of the command's record, without those that are reserved
 * @param value the command, byte for byte
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record InboxCommand(String requestId, Origin origin, Headers original, byte[] value) {

  public Trace trace() {
    return CommandHeaders.trace(original);
  }

  public boolean redriven() {
    return CommandHeaders.isRedriven(original);
  }
}
