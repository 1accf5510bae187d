package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/** The writer schemas that were met in the state topic. For one thread. */
public final class StateSchemas implements SchemaLookup {
  private final Map<Long, Schema> schemas = new HashMap<>();

  /**
   * Takes a record whose key is a {@linkplain StateCodec#isSchemaKey schema key}.
   *
   * @return why it is useless, if it is
   */
  public Optional<String> learn(String key, byte @Nullable [] value) {
    if (value == null || StateCodec.isCurrentSchema(key, value)) {
      return Optional.empty();
    }
    Schema schema;
    try {
      schema = new Schema.Parser().parse(new String(value, UTF_8));
      // Avro's parser answers some damage with a NullPointerException.
    } catch (RuntimeException | StackOverflowError e) {
      return Optional.of(key + ": not an Avro schema: " + e.getMessage());
    }
    long fingerprint = SchemaNormalization.parsingFingerprint64(schema);
    if (!StateCodec.schemaKey(fingerprint).equals(key)) {
      return Optional.of(key + ": its schema has the fingerprint " + Texts.hex(fingerprint));
    }
    schemas.put(fingerprint, schema);
    return Optional.empty();
  }

  @Override
  public @Nullable Schema find(long fingerprint) {
    return schemas.get(fingerprint);
  }
}
