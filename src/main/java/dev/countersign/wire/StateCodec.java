package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.internal.RequestStateRecord;
import dev.countersign.request.RequestState;
import java.util.Arrays;

/**
 * What the fleet remembers of a request, as self-describing bytes (CONTRACT §6.10). Each value
 * names its writer's schema by fingerprint, and each state partition holds the schemas of its
 * writers under keys of their own, so that a neighbouring release finds them. May be shared between
 * threads.
 */
public final class StateCodec {
  /**
   * Raised by a release whose states an older one must not take over, because it would lose what it
   * does not know; states of a release that needs more than this are held.
   */
  static final int VERSION = 1;

  /** Not a request id, because of the slash. */
  private static final String SCHEMA_KEY = "schema/";

  private static final AvroReader<RequestStateRecord> READER =
      new AvroReader<>(RequestStateRecord.class, RequestStateRecord.getClassSchema());
  private static final String CURRENT_KEY = schemaKey(READER.fingerprint());
  private static final byte[] CURRENT_VALUE =
      RequestStateRecord.getClassSchema().toString().getBytes(UTF_8);

  private final int written;
  private final int understood;

  public StateCodec() {
    this(VERSION, VERSION);
  }

  /** As a release with these versions would write and read. */
  StateCodec(int written, int understood) {
    this.written = written;
    this.understood = understood;
  }

  /** The result of decoding. */
  public sealed interface Decoded {
    record Understood(RequestState state) implements Decoded {}

    /** To be left untouched: a newer release will know what to do with it. */
    record Held(String why) implements Decoded {}
  }

  /**
   * A state as this release writes it.
   *
   * @throws IllegalArgumentException for Unknown, which is what is not stored
   */
  public byte[] encode(RequestState state) {
    RequestStateRecord record = StateWriter.toRecord(state, written);
    return AvroBytes.of(record, RequestStateRecord.getEncoder());
  }

  public Decoded decode(byte[] value, SchemaLookup knownWriters) {
    RequestStateRecord record;
    try {
      record = READER.read(value, knownWriters);
    } catch (UndecodableException e) {
      return new Decoded.Held(e.getMessage());
    }
    if (record.getMinReader() > understood) {
      return new Decoded.Held(
          "written by a newer release: it needs a reader of version "
              + record.getMinReader()
              + ", this one has "
              + understood);
    }
    try {
      return new Decoded.Understood(StateReader.toState(record));
    } catch (UnknownValueException e) {
      return new Decoded.Held(e.getMessage());
    }
  }

  public static String schemaKey(long fingerprint) {
    return SCHEMA_KEY + Texts.hex(fingerprint);
  }

  public static boolean isSchemaKey(String key) {
    return key.startsWith(SCHEMA_KEY);
  }

  /** Under this key each state partition must hold {@link #currentSchemaValue} before any state. */
  public static String currentSchemaKey() {
    return CURRENT_KEY;
  }

  /** Whether this record is the current writer schema, which every partition has. */
  static boolean isCurrentSchema(String key, byte[] value) {
    return key.equals(CURRENT_KEY) && Arrays.equals(value, CURRENT_VALUE);
  }

  public static byte[] currentSchemaValue() {
    return CURRENT_VALUE.clone();
  }
}
