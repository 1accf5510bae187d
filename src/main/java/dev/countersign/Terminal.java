package dev.countersign;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Commands that a person waits for: what they have to say is in their last line. */
final class Terminal {
  static final String DIM = "2";
  static final String RED = "31";
  static final String GREEN = "32";
  static final String YELLOW = "33";
  static final String CYAN = "36";

  /** As scanners like it, whatever the terminal's own colours are. */
  static final String BLACK_ON_WHITE = "30;107";

  private Terminal() {}

  /** The clients warn of what they meet; the command itself says what became of it. */
  static void quiet() {
    for (String clients : List.of("org.apache.kafka", "dev.countersign.registry")) {
      if (LoggerFactory.getLogger(clients) instanceof Logger logger) {
        logger.setLevel(Level.OFF);
      }
    }
  }

  /** Containers and cron have no locale, and would get a '?' for all that is not ASCII. */
  static void speakUtf8() {
    if (!System.out.charset().newEncoder().canEncode('█')) {
      System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8));
    }
    if (!System.err.charset().newEncoder().canEncode('█')) {
      System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8));
    }
  }

  /** Whether somebody looks, who has not asked to be spared colours. */
  static boolean isFancy() {
    Console console = System.console();
    return console != null
        && console.isTerminal()
        && wantsColour(System.getenv("NO_COLOR"), System.getenv("TERM"));
  }

  /** An empty NO_COLOR is none (no-color.org). */
  static boolean wantsColour(@Nullable String noColor, @Nullable String term) {
    return (noColor == null || noColor.isEmpty()) && !"dumb".equals(term);
  }

  static String styled(String text, String style) {
    return "\u001b[" + style + "m" + text + "\u001b[0m";
  }

  /** What others wrote, so that it cannot move the cursor or colour what comes after it. */
  static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints().forEach(c -> plain.appendCodePoint(Character.isISOControl(c) ? '?' : c));
    return plain.toString();
  }
}
