package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** One opening of an xApp by a person (PROTOCOL §9.1). */
final class OneTimeToken {
  final String value;
  final Application application;
  final Person person;
  final Network network;
  final Instant issuedAt;

  /** What the application learns of the person, their wallet and where they came from. */
  final ObjectNode data;

  boolean fetched;

  OneTimeToken(
      String value,
      Application application,
      Person person,
      Network network,
      Instant issuedAt,
      ObjectNode data) {
    this.value = value;
    this.application = application;
    this.person = person;
    this.network = network;
    this.issuedAt = issuedAt;
    this.data = data;
  }
}
