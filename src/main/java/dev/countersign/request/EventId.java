package dev.countersign.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Name-based UUIDs (RFC 9562, version 5): the same name always gives the same id. */
public final class EventId {
  private static final UUID NAMESPACE = UUID.fromString("7c8f7d0a-5d0b-5c55-9d3e-2f6a1e0c9b41");

  private EventId() {}

  /**
   * The id of an event: the same when a turn is replayed, another for any other fact, also of a
   * later life of the same request id.
   */
  static UUID of(Subject subject, long sequence, Event.Type type) {
    return uuid5(
        subject.application()
            + '/'
            + subject.id()
            + '/'
            + subject.commandAt().toEpochMilli()
            + '/'
            + sequence
            + '/'
            + type);
  }

  /** UUIDv5 of a name in Countersign's namespace. */
  public static UUID uuid5(String name) {
    MessageDigest sha1;
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
    sha1.update(
        ByteBuffer.allocate(16)
            .putLong(NAMESPACE.getMostSignificantBits())
            .putLong(NAMESPACE.getLeastSignificantBits())
            .flip());
    ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(UTF_8)));
    long high = (hash.getLong() & 0xffffffffffff0fffL) | 0x5000L;
    long low = (hash.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low);
  }
}
