package dev.countersign.testing;

import java.io.IOException;
import java.io.UncheckedIOException;

/** POSIX signals that Java has no method for. */
public final class Signals {
  private Signals() {}

  /** SIGSTOP: it stands still, its connections stay. */
  public static void freeze(Process process) {
    send("STOP", process);
  }

  /** SIGCONT. */
  public static void thaw(Process process) {
    send("CONT", process);
  }

  private static void send(String signal, Process process) {
    try {
      new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
