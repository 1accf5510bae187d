package dev.countersign.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.SignRequestEvent;
import java.io.IOException;

/** Reads what {@link EventCodec} wrote, in either format. May be shared between threads. */
public final class EventReader {
  private final ObjectMapper mapper = new ObjectMapper();
  private final SingleObjectReader<SignRequestEvent> avro =
      new SingleObjectReader<>(SignRequestEvent.class, SignRequestEvent.getClassSchema());

  /** An event in Avro single-object encoding. */
  public SignRequestEvent decode(byte[] value) throws UndecodableException {
    return avro.read(value, SchemaLookup.none());
  }

  /** An event as it is, or would be, in JSON. */
  public JsonNode tree(byte[] value) throws UndecodableException {
    byte[] json = SingleObjectReader.isSingleObject(value) ? AvroJson.write(decode(value)) : value;
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
