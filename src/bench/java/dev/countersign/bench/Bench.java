package dev.countersign.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Runs benchmarks one after another, all of them unless some are named. Arguments: their names (the
 * lower-case ones of {@link Name}), {@code --rounds n}, {@code --full} for more commands on the
 * create path, on four platforms, {@code --check} to fail where a ratio has become worse than the
 * one that is kept, and {@code --write} to keep the ratios and to write the README's table.
 */
final class Bench {
  private enum Name {
    LIFE,
    HELD,
    NEWS,
    TAKEOVER,
    FLEET,
    CREATE,
    START,
    STEPS;

    /** What it saves. */
    List<String> results(boolean full) {
      return switch (this) {
        case TAKEOVER -> List.of("takeover", "takeover-many");
        case CREATE ->
            full
                ? List.of(
                    "create-full-20-500",
                    "create-full-20-1000",
                    "create-full-200-500",
                    "create-full-200-1000")
                : List.of("create");
        default -> List.of(name().toLowerCase(Locale.ROOT));
      };
    }
  }

  private final List<Name> names = new ArrayList<>();
  private int rounds = 5;
  private boolean full;
  private boolean check;
  private boolean write;
  private final String about = about();

  private Bench(String... arguments) throws IOException {
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--rounds" -> rounds = Integer.parseInt(arguments[++i]);
        case "--full" -> full = true;
        case "--check" -> check = true;
        case "--write" -> write = true;
        default -> names.add(name(arguments[i]));
      }
    }
    if (names.isEmpty()) {
      names.addAll(List.of(Name.values()));
    }
  }

  private static Name name(String argument) {
    for (Name name : Name.values()) {
      if (name.name().equalsIgnoreCase(argument)) {
        return name;
      }
    }
    throw new IllegalArgumentException(
        "there is no benchmark or option %s; there are %s, --rounds n, --full, --check, --write"
            .formatted(argument, List.of(Name.values())));
  }

  public static void main(String... arguments) throws Exception {
    // Threads of brokers' clients do not keep it alive.
    System.exit(new Bench(arguments).run() ? 0 : 1);
  }

  private boolean run() throws Exception {
    List<Long> alive = Child.leftOvers();
    if (!alive.isEmpty()) {
      throw new IllegalStateException("processes of an earlier run are alive: " + alive);
    }
    if (write && rounds < 5) {
      throw new IllegalArgumentException("what is kept is the median of five rounds");
    }
    Files.createDirectories(Report.SAVED);
    Set<String> ran =
        names.stream()
            .flatMap(name -> name.results(full).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    if (check) {
      Report.requireCompared(ran);
    }
    if (write) {
      Report.requireKeepable(ran);
    }
    try (Broker broker = Broker.start()) {
      for (Name name : names) {
        System.out.println(name);
        run(name, broker);
      }
    }
    Report report = Report.ofSaved(ran::contains);
    System.out.println(report.comparisonTable());
    System.out.println(report.allFigures());
    List<String> worse = report.regressions(Report.kept());
    if (write) {
      Report.ofSaved(_ -> true).keep();
    }
    worse.forEach(line -> System.out.println("worse than before: " + line));
    return worse.isEmpty() || !check;
  }

  private void run(Name name, Broker broker) throws Exception {
    String servers = broker.bootstrapServers();
    switch (name) {
      case LIFE -> {
        Path node = Child.FOLDER.resolve("node");
        copy(Path.of("src", "bench", "node"), node);
        tool(node, "npm", "ci", "--no-audit", "--no-fund");
        save(
            "life",
            new WholeLife(broker, node, new WholeLife.Plan(40_000, 5_000, 20_000, 5_000, rounds))
                .run());
      }
      case HELD ->
          save(
              "held",
              new HeldOpen(servers, new HeldOpen.Plan(15_000, Duration.ofSeconds(30), rounds))
                  .run());
      case NEWS ->
          save(
              "news",
              new News(
                      servers,
                      new News.Plan(
                          List.of(100, 1_000, 5_000), List.of(1_000, 4_000, 4_000), rounds))
                  .run());
      case TAKEOVER -> {
        save("takeover", new Takeover(servers, new Takeover.Plan(10_000, rounds)).run());
        save("takeover-many", new Takeover(servers, new Takeover.Plan(100_000, rounds)).run());
      }
      case FLEET ->
          save(
              "fleet",
              new FleetTakeover(servers, new FleetTakeover.Plan(100_000, 6, rounds)).run());
      case CREATE -> {
        Path maven = Path.of(System.getProperty("maven.home"), "bin", "mvn");
        tool(Path.of("src", "bench", "peer"), maven.toString(), "-q", "-B", "process-classes");
        if (full) {
          create(broker, "create-full-20-500", 20, 500, true);
          create(broker, "create-full-20-1000", 20, 1_000, false);
          create(broker, "create-full-200-500", 200, 500, false);
          create(broker, "create-full-200-1000", 200, 1_000, false);
        } else {
          create(broker, "create", 20, 500, false);
        }
      }
      case START -> save("start", new StartBench(servers, rounds).run());
      case STEPS -> {
        try (Watchdog _ = Watchdog.of("steps", Duration.ofMinutes(30))) {
          Files.writeString(Report.STEPS, about + "\n\n" + Micro.table());
        }
      }
    }
  }

  private void create(Broker broker, String name, long delay, int atOnce, boolean ways)
      throws IOException {
    save(
        name,
        new CreatePath(broker, new CreatePath.Plan(delay, atOnce, 60_000, 300_000, ways, rounds))
            .run());
  }

  private void save(String name, Figures figures) throws IOException {
    figures.save(Report.SAVED.resolve(name + Report.SUFFIX), about);
  }

  /** When, of which commit and on what it runs. */
  private static String about() throws IOException {
    Process git =
        new ProcessBuilder("git", "describe", "--always", "--dirty")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String commit = new String(git.getInputStream().readAllBytes(), UTF_8).strip();
    String more = Site.workerJvm().isEmpty() ? "" : ", workers with " + Site.workerJvm();
    return "Measured on %s, commit %s, Java %s, %d cores%s."
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            commit.isEmpty() ? "unknown" : commit,
            Runtime.version(),
            Runtime.getRuntime().availableProcessors(),
            more);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    File[] files = from.toFile().listFiles(File::isFile);
    for (File file : files == null ? new File[0] : files) {
      Files.write(to.resolve(file.getName()), Files.readAllBytes(file.toPath()));
    }
  }

  /** Runs something that prepares a rival, from a registry if need be. */
  private static void tool(Path folder, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    try (Watchdog _ = Watchdog.of(command[0], Duration.ofMinutes(10))) {
      if (builder.start().waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + " failed in " + folder);
      }
    }
  }
}
