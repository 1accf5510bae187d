package dev.countersign.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What benchmarks measured that have run since the last {@code mvn clean}. */
final class Report {
  static final Path SAVED = Child.FOLDER.resolve("results");
  static final String SUFFIX = ".tsv";

  /** A table of its own, for JMH has a statistics of its own. */
  static final Path STEPS = SAVED.resolve("steps.md");

  private static final Path KEPT = Path.of("src", "bench", "ratios.properties");
  private static final Path FIGURES = Path.of("src", "bench", "figures.md");
  private static final Path CHART = Path.of("src", "bench", "chart.svg");
  private static final Path README = Path.of("README.md");
  private static final String BEGIN = "<!-- benchmarks -->\n";
  private static final String END = "<!-- /benchmarks -->\n";

  private final Map<String, Figures> results;

  Report(Map<String, Figures> results) {
    this.results = results;
  }

  /**
   * Of saved results.
   *
   * @param chosen by name
   */
  static Report ofSaved(Predicate<String> chosen) {
    Map<String, Figures> results = new TreeMap<>();
    savedNames()
        .filter(chosen)
        .forEach(name -> results.put(name, Figures.load(SAVED.resolve(name + SUFFIX))));
    return new Report(results);
  }

  private static Stream<String> savedNames() {
    try (Stream<Path> files = Files.list(SAVED)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.replace(SUFFIX, ""))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Fails if {@link #keep} could not write what it has to.
   *
   * @param coming names of results that will have been saved until then
   */
  static void requireKeepable(Set<String> coming) throws IOException {
    Set<String> missing =
        Stream.of(Comparison.values()).map(each -> each.benchmark).collect(Collectors.toSet());
    missing.removeAll(coming);
    missing.removeAll(savedNames().toList());
    if (!missing.isEmpty()) {
      throw new IllegalStateException("--write needs these, which have never run: " + missing);
    }
    String readme = Files.readString(README);
    if (!readme.contains(BEGIN) || readme.indexOf(END) < readme.indexOf(BEGIN)) {
      throw new IllegalStateException(README + " has no place for the table");
    }
  }

  /** Fails if none of these results is compared with anything. */
  static void requireCompared(Set<String> names) {
    if (rated().noneMatch(each -> names.contains(each.benchmark))) {
      throw new IllegalStateException("--check has nothing to compare in " + names);
    }
  }

  private List<Comparison> comparisons() {
    return Stream.of(Comparison.values()).filter(this::hasRun).toList();
  }

  private boolean hasRun(Comparison comparison) {
    return results.containsKey(comparison.benchmark);
  }

  /** Those with a ratio. */
  private static Stream<Comparison> rated() {
    return Stream.of(Comparison.values()).filter(each -> each.rival != null);
  }

  private double ratio(Comparison comparison) {
    return comparison.ratio(figures(comparison));
  }

  private Figures figures(Comparison comparison) {
    Figures figures = results.get(comparison.benchmark);
    if (figures == null) {
      throw new IllegalStateException(comparison.benchmark + " has not run");
    }
    return figures;
  }

  /** What is compared, as a Markdown table. */
  String comparisonTable() {
    StringBuilder table =
        new StringBuilder(
            "| | Countersign | beside it | | ratio | wanted |\n|---|--:|--:|---|--:|--:|\n");
    for (Comparison each : comparisons()) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %s%s |%n",
              each.what,
              Comparison.number(each.ours(figures(each))),
              each.rival == null
                  ? "| |"
                  : "%s | %s | %s"
                      .formatted(
                          Comparison.number(each.rivals(figures(each))),
                          each.rival,
                          Comparison.number(ratio(each))),
              each.wanted,
              each.isMet(figures(each)) ? "" : ", missed"));
    }
    return table.toString();
  }

  /** Every figure, as Markdown. */
  String allFigures() {
    StringBuilder text =
        new StringBuilder("# Figures of the last runs of `mvn -Pbench` that were kept\n");
    results.forEach(
        (name, figures) ->
            text.append("\n## ")
                .append(name)
                .append("\n\n")
                .append(figures.about())
                .append("\n\n| program | figure | median | least | most | rounds |\n")
                .append("|---|---|--:|--:|--:|--:|\n")
                .append(figures.rows()));
    if (Files.exists(STEPS)) {
      try {
        text.append("\n## steps\n\n").append(Files.readString(STEPS));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return text.toString();
  }

  /** What is worse than the ratios kept from an earlier run. */
  List<String> regressions(Properties kept) {
    List<String> worse = new ArrayList<>();
    for (Comparison each : rated().filter(this::hasRun).toList()) {
      String before = kept.getProperty(each.key());
      if (before == null) {
        worse.add(each.key() + " is not in " + KEPT);
      } else if (each.worse(ratio(each), Double.parseDouble(before))) {
        worse.add(
            "%s (%s): %s, and was %s"
                .formatted(each.key(), each.what, Comparison.number(ratio(each)), before));
      }
    }
    return worse;
  }

  static Properties kept() throws IOException {
    Properties kept = new Properties();
    try (var reader = Files.newBufferedReader(KEPT)) {
      kept.load(reader);
    }
    return kept;
  }

  /** Into the README, with its chart and the ratios that later runs are held against. */
  void keep() throws IOException {
    StringBuilder ratios = new StringBuilder("# What mvn -Pbench -Dbench.args=--check goes by.\n");
    rated()
        .forEach(
            each -> ratios.append("%s=%s%n".formatted(each.key(), Comparison.number(ratio(each)))));
    Files.writeString(KEPT, ratios);
    Files.writeString(FIGURES, allFigures());
    Files.writeString(
        CHART,
        new Chart()
            .add(Comparison.LIFE_RATE, figures(Comparison.LIFE_RATE))
            .add(Comparison.LIFE_CPU, figures(Comparison.LIFE_CPU))
            .add(Comparison.HELD_HEAP, figures(Comparison.HELD_HEAP))
            .add(Comparison.NEWS_P99, figures(Comparison.NEWS_P99))
            .add(Comparison.RESTORE_MANY, figures(Comparison.RESTORE_MANY))
            .svg());
    String readme = Files.readString(README);
    int begin = readme.indexOf(BEGIN) + BEGIN.length();
    Files.writeString(
        README,
        readme.substring(0, begin) + comparisonTable() + readme.substring(readme.indexOf(END)));
  }
}
