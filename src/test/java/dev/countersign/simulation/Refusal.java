package dev.countersign.simulation;

/** What a broker says no with. */
final class Refusal extends RuntimeException {
  enum Kind {
    /** The member does not own what it commits for. */
    MEMBER,
    /** The transaction is over, or a later producer of the same id has taken its place. */
    PRODUCER
  }

  final Kind kind;

  Refusal(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }
}
