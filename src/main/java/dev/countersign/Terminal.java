package dev.countersign;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Commands that a person waits for: what they have to say is in their last line. */
final class Terminal {
  private Terminal() {}

  /** What others wrote, so that it cannot move the cursor or colour what comes after it. */
  static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints().forEach(c -> plain.appendCodePoint(Character.isISOControl(c) ? '?' : c));
    return plain.toString();
  }

  /** The clients warn at each attempt to connect; the command itself says what became of it. */
  static void quiet() {
    if (LoggerFactory.getLogger("org.apache.kafka") instanceof Logger kafka) {
      kafka.setLevel(Level.OFF);
    }
  }
}
