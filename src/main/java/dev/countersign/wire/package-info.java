/**
 * The records of all topics: bytes and headers on one side, the values of {@code request} on the
 * other. Commands come as JSON or Avro and leave as a {@link dev.countersign.request.Signal}, valid
 * or with a message that names field and rule; events, tokens and states leave as the schemas in
 * {@code schemas/} say. Nothing here polls, sends or remembers, and no input makes it throw.
 */
package dev.countersign.wire;
