package dev.countersign.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** One process of {@code java -jar countersign.jar}, with all that it printed. */
final class JarProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private final String name;
  private final Process process;
  private final List<Thread> readers;
  private final List<String> out = new ArrayList<>();
  private final List<String> err = new ArrayList<>();
  private int open = 2;

  private JarProcess(String name, Process process, Consumer<JarProcess> onLogLine) {
    this.name = name;
    this.process = process;
    this.readers =
        List.of(
            reader(process.getInputStream(), out, _ -> {}),
            reader(process.getErrorStream(), err, onLogLine));
  }

  static JarProcess start(Map<String, String> environment, String... arguments) {
    return start(environment, _ -> {}, arguments);
  }

  /**
   * @param onLogLine called for each line on stderr, before the next one is read
   */
  static JarProcess start(
      Map<String, String> environment, Consumer<JarProcess> onLogLine, String... arguments) {
    return start(ClassArchive.options(), environment, onLogLine, arguments);
  }

  static JarProcess start(
      List<String> jvmOptions,
      Map<String, String> environment,
      Consumer<JarProcess> onLogLine,
      String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Many short lives on few cores: starting fast is worth more than running fast.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m"));
    command.addAll(jvmOptions);
    command.addAll(List.of("-jar", jar().toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv("PATH"));
    builder.environment().putAll(environment);
    try {
      return new JarProcess(String.join(" ", arguments), builder.start(), onLogLine);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path jar() {
    String jar = System.getProperty("countersign.jar");
    if (jar == null) {
      throw new IllegalStateException("system property countersign.jar: run with mvn verify");
    }
    return Path.of(jar);
  }

  private Thread reader(InputStream stream, List<String> lines, Consumer<JarProcess> onLine) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try (BufferedReader reader =
                  new BufferedReader(new InputStreamReader(stream, UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                  add(lines, line);
                  onLine.accept(this);
                }
              } catch (IOException _) {
                // A killed process has no more to say.
              } finally {
                closed();
              }
            });
  }

  private synchronized void add(List<String> lines, String line) {
    lines.add(line);
    notifyAll();
  }

  private synchronized void closed() {
    open--;
    notifyAll();
  }

  synchronized List<String> out() {
    return List.copyOf(out);
  }

  synchronized List<String> err() {
    return List.copyOf(err);
  }

  /** Everything it printed, for messages and searches. */
  synchronized String printed() {
    return "%s%n%s%n%s"
        .formatted(name, String.join(System.lineSeparator(), out), String.join("\n", err));
  }

  /** The first line on stdout that fits, as soon as it is there. */
  String awaitOut(Predicate<String> fits) {
    return await(out, fits, 1);
  }

  String awaitOut(String part) {
    return awaitOut(line -> line.contains(part));
  }

  String awaitErr(String part) {
    return await(err, line -> line.contains(part), 1);
  }

  /** Waits until {@code count} lines on stderr contain the text. */
  void awaitErr(String part, int count) {
    await(err, line -> line.contains(part), count);
  }

  private synchronized String await(List<String> lines, Predicate<String> fits, int count) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      List<String> found = lines.stream().filter(fits).toList();
      if (found.size() >= count) {
        return found.getFirst();
      }
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (open == 0 || left <= 0) {
        throw new AssertionError("the line did not come from " + printed());
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** SIGKILL, for a reader of its lines: does not wait. */
  void killNow() {
    process.destroyForcibly();
  }

  /** SIGKILL; returns when it is dead. */
  void kill() {
    process.destroyForcibly();
    ended(PATIENCE);
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  Process process() {
    return process;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Gives it all of its standard input. */
  void input(String text) {
    try (var stdin = process.getOutputStream()) {
      stdin.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int exitStatus() {
    return exitStatus(PATIENCE);
  }

  int exitStatus(Duration within) {
    if (!ended(within)) {
      throw new AssertionError("still running after " + within.toMillis() + " ms: " + printed());
    }
    return process.exitValue();
  }

  private boolean ended(Duration within) {
    try {
      boolean ended = process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
      if (ended) {
        for (Thread reader : readers) {
          reader.join();
        }
      }
      return ended;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
