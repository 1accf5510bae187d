package dev.countersign;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Commands that a person waits for: what they have to say is in their last line. */
final class Terminal {
  private Terminal() {}

  /** The clients warn at each attempt to connect; the command itself says what became of it. */
  static void quiet() {
    if (LoggerFactory.getLogger("org.apache.kafka") instanceof Logger kafka) {
      kafka.setLevel(Level.OFF);
    }
  }
}
