package dev.countersign.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A process of a benchmark. What it prints on stderr is in {@code target/bench}; what it costs is
 * read from {@code /proc}, so this is for Linux.
 */
final class Child implements AutoCloseable {
  static final Path FOLDER = Path.of("target", "bench");

  /** On every command line, so that a later run finds what an earlier one left alive. */
  private static final String MARK = "countersign.bench.child";

  private static final double TICKS = 100;
  private static final Set<Child> ALIVE = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ALIVE.forEach(Child::kill)));
  }

  private final String name;
  private final Path log;
  private final Process process;
  private final BufferedReader out;

  private Child(String name, ProcessBuilder builder) {
    this.name = name;
    this.log = FOLDER.resolve(name + ".log");
    try {
      Files.createDirectories(FOLDER);
      this.process = builder.redirectError(log.toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.out = process.inputReader(UTF_8);
    ALIVE.add(this);
  }

  /** A class of this class path, with its arguments. */
  static Child main(
      String name,
      List<String> jvm,
      Map<String, String> environment,
      Class<?> type,
      Object... arguments) {
    List<String> more = new ArrayList<>(jvm);
    more.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dlogback.configurationFile=logback-demo.xml"));
    more.addAll(List.of("-classpath", System.getProperty("java.class.path"), type.getName()));
    for (Object argument : arguments) {
      more.add(argument.toString());
    }
    return java(name, more, environment);
  }

  /** The shipped jar. */
  static Child jar(String name, List<String> jvm, Map<String, String> environment, String command) {
    List<String> more = new ArrayList<>(jvm);
    more.addAll(List.of("-jar", System.getProperty("countersign.jar"), command));
    return java(name, more, environment);
  }

  /** Any program of Java; {@code arguments} begin with the JVM's. */
  static Child java(String name, List<String> arguments, Map<String, String> environment) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-D" + MARK));
    command.addAll(arguments);
    return new Child(name, builder(command, environment));
  }

  /** A program of Node, in its folder. */
  static Child node(Path folder, String script, Map<String, String> environment) {
    ProcessBuilder builder = builder(List.of("node", script, MARK), environment);
    return new Child(
        "node", builder.directory(folder.toFile()).redirectOutput(ProcessBuilder.Redirect.DISCARD));
  }

  private static ProcessBuilder builder(List<String> command, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> all = new HashMap<>(environment);
    all.put("PATH", System.getenv("PATH"));
    builder.environment().clear();
    builder.environment().putAll(all);
    return builder;
  }

  /** Processes of an earlier run, which would spoil every figure. */
  static List<Long> leftOvers() {
    return ProcessHandle.allProcesses()
        .filter(handle -> handle.info().commandLine().orElse("").contains(MARK))
        .map(ProcessHandle::pid)
        .toList();
  }

  /** The rest of the first line on stdout that has this text. */
  String said(String text) {
    try {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.contains(text)) {
          return line.substring(line.indexOf(text) + text.length()).strip();
        }
      }
      throw new IllegalStateException(name + " ended without a word; see " + log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line for its standard input. */
  void tell(String line) {
    try {
      process.outputWriter(UTF_8).append(line).append('\n').flush();
    } catch (IOException e) {
      throw new IllegalStateException(name + " does not listen; see " + log, e);
    }
  }

  /** Fails if it is dead. */
  void check() {
    if (!process.isAlive()) {
      throw new IllegalStateException(name + " is dead; see " + log);
    }
  }

  long pid() {
    return process.pid();
  }

  /** User and system time, so far. */
  double cpuSeconds() {
    String[] fields = proc("stat").replaceFirst(".*\\) ", "").split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
  }

  double rssMegabytes() {
    return kilobytes("VmRSS:") / 1024.0;
  }

  double peakRssMegabytes() {
    return kilobytes("VmHWM:") / 1024.0;
  }

  private long kilobytes(String key) {
    return proc("status")
        .lines()
        .filter(line -> line.startsWith(key))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private String proc(String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid()), file));
    } catch (IOException e) {
      throw new IllegalStateException(name + " is dead; see " + log, e);
    }
  }

  /** Lines of its log that tell of an error. */
  long errors() {
    try (var lines = Files.lines(log)) {
      return lines.filter(line -> line.contains("ERROR")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL; returns when it is dead. */
  void kill() {
    ALIVE.remove(this);
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Leaves all of them alone for a while. */
  static void rest(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public void close() {
    end(Duration.ofSeconds(10));
  }

  /** SIGTERM, and SIGKILL where that does not help in time. */
  void end(Duration within) {
    process.destroy();
    try {
      if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
        System.out.println("    " + name + " does not end by itself");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    kill();
  }
}
