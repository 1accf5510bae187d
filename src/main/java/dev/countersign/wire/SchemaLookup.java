package dev.countersign.wire;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Finds the schema that a record was written with, by its CRC-64-AVRO fingerprint. */
@FunctionalInterface
public interface SchemaLookup {
  @Nullable Schema find(long fingerprint);
}
