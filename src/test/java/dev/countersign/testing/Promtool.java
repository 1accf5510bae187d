package dev.countersign.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Prometheus' own checker, from Debian's package {@code prometheus}. */
public final class Promtool {
  private Promtool() {}

  /** What it has said of its input, and how it ended. */
  public record Verdict(int exitStatus, String text) {}

  /** Skips the test where there is none. */
  public static Verdict says(String input, String... arguments) {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    try {
      Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (var stdin = tool.getOutputStream()) {
        stdin.write(input.getBytes(UTF_8));
      }
      String said = new String(tool.getInputStream().readAllBytes(), UTF_8);
      return new Verdict(tool.waitFor(), said);
    } catch (IOException e) {
      return abort("there is no promtool (Debian's package prometheus): " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
