package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.utils.Utils;

/** Where a request lives: the same partition of inbox and state, whatever client writes there. */
public final class Partitioner {
  private Partitioner() {}

  public static int partition(String requestId, int partitions) {
    return Utils.toPositive(Utils.murmur2(requestId.getBytes(UTF_8))) % partitions;
  }
}
