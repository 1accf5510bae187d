package dev.countersign.config;

/** How events and user tokens are encoded (CONTRACT §4). */
public enum Format {
  JSON,
  /** Avro single-object encoding. */
  AVRO,
  /** Avro in Confluent's framing; needs a schema registry. */
  CONFLUENT
}
