package dev.countersign.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.SignRequestEvent;
import java.io.IOException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Reads what {@link EventCodec} wrote, in any format. May be shared between threads. */
public final class EventReader {
  private final ObjectMapper mapper = new ObjectMapper();
  private final AvroReader<SignRequestEvent> avro =
      new AvroReader<>(SignRequestEvent.class, SignRequestEvent.getClassSchema());
  private final SchemaIds schemas;

  /** Without a registry. */
  public EventReader() {
    this(SchemaIds.none());
  }

  public EventReader(SchemaIds schemas) {
    this.schemas = schemas;
  }

  /**
   * An event in either Avro encoding.
   *
   * @throws SchemaUnavailableException the schema that it was written with cannot be found out now
   */
  public SignRequestEvent decode(byte[] value) throws UndecodableException {
    Schema writer = Framing.writer(value, schemas);
    return writer == null ? avro.read(value, ReleasedSchemas.ALL) : avro.readFramed(value, writer);
  }

  /**
   * An event as it is, or would be, in JSON.
   *
   * @throws SchemaUnavailableException the schema that it was written with cannot be found out now
   */
  public JsonNode tree(byte @Nullable [] value) throws UndecodableException {
    if (value == null) {
      throw new UndecodableException("not an event: a record without a value");
    }
    boolean isAvro = AvroReader.isSingleObject(value) || Framing.isFramed(value);
    byte[] json = isAvro ? AvroJson.write(decode(value)) : value;
    try {
      JsonNode tree = mapper.readTree(json);
      if (tree == null || !tree.isObject()) {
        throw new UndecodableException("not an event: neither a JSON object nor Avro");
      }
      return tree;
    } catch (IOException e) {
      throw JsonReader.malformed(e);
    }
  }
}
