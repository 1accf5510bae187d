package dev.countersign.platform;

/** A message of a status socket (PROTOCOL §7.1). */
sealed interface Frame {

  /** First one of every connection to a payload that the platform knows. */
  record Welcome() implements Frame {}

  /** Any other text; as the first frame it means that the payload is unknown. */
  record Message(String text) implements Frame {}

  /** Keepalive, every 15 s. */
  record Countdown() implements Frame {}

  /** The wallet fetched the payload. */
  record Opened() implements Frame {}

  /** Expired, or resolved before this connection. */
  record Expired() implements Frame {}

  /** Signed or rejected. */
  record Resolved(boolean signed) implements Frame {}

  /** Read by an application: most often by ourselves. */
  record DevappFetched() implements Frame {}

  /** The person started to sign. */
  record PreSigned() implements Frame {}

  /** The wallet started to submit. */
  record Dispatched() implements Frame {}

  /** A JSON object that says nothing we know. */
  record Other() implements Frame {}

  /** Belongs to another payload. */
  record OtherPayload() implements Frame {}

  /** No JSON object. */
  record Garbage() implements Frame {}
}
