package dev.countersign.wire;

import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificRecordBase;

/** How public records are written (CONTRACT §4). */
public sealed interface Format {
  Format JSON = new Json();
  Format AVRO = new SingleObject();

  record Json() implements Format {}

  /** Avro in single-object encoding. */
  record SingleObject() implements Format {}

  /**
   * Avro in Confluent's framing.
   *
   * @param schemaId of the record's schema in the registry
   */
  record Confluent(int schemaId) implements Format {}

  default String contentType() {
    return switch (this) {
      case Json _ -> "application/json";
      case SingleObject _, Confluent _ -> "application/avro";
    };
  }

  /**
   * @param singleObject that of the record's type
   */
  default <T extends SpecificRecordBase> byte[] write(
      T record, BinaryMessageEncoder<T> singleObject) {
    return switch (this) {
      case Json _ -> AvroJson.write(record);
      case SingleObject _ -> AvroBytes.of(record, singleObject);
      case Confluent(int schemaId) -> Framing.write(record, schemaId);
    };
  }
}
