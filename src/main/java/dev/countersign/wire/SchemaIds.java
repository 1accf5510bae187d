package dev.countersign.wire;

import org.apache.avro.Schema;

/** Finds the schema that a record in Confluent framing was written with, by its id. */
@FunctionalInterface
public interface SchemaIds {
  /**
   * Waits for the answer where it has to ask; each answer is the same object.
   *
   * @throws UndecodableException there is no such schema, or it is not an Avro schema
   * @throws SchemaUnavailableException it cannot be found out now; ask again later
   */
  Schema find(int id) throws UndecodableException;

  /** Without a registry. */
  static SchemaIds none() {
    return _ -> {
      throw new UndecodableException(
          DeadLetterCode.CONFLUENT_FRAMING_UNSUPPORTED,
          "Confluent framing (first byte 00) names a schema in a registry, and none is configured;"
              + " set countersign.schema-registry.url, or use JSON or Avro single-object encoding");
    };
  }
}
