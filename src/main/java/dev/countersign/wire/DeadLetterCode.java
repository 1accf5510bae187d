package dev.countersign.wire;

/**
 * Why a record is in the dead letters; the names are API (header {@code countersign.error.code}).
 */
public enum DeadLetterCode {
  /** Neither JSON nor Avro that can be read. */
  UNDECODABLE,
  TOO_LARGE,
  /** The id is there, but cannot be one. */
  INVALID_ID,
  /** Confluent framing, and no schema registry is configured. */
  CONFLUENT_FRAMING_UNSUPPORTED,
  /** Avro written with a schema that is not known here. */
  UNKNOWN_SCHEMA,
  /** Readable, but it breaks a rule; the message names the field. */
  INVALID_COMMAND,
  /** The id is already used by a command with other content. */
  IDEMPOTENCY_MISMATCH,
  /** An inbox record of a kind, or with headers, that this release does not know. */
  INBOX_NOT_UNDERSTOOD,
  /** The state of its request was written by a release that is too new. */
  STATE_NOT_UNDERSTOOD,
  /** The record broke the worker's own code. */
  INTERNAL
}
