package dev.countersign.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What was measured in all rounds, by program and figure; medians are what is told. */
final class Figures {
  private final Map<String, Map<String, List<Double>>> values = new LinkedHashMap<>();
  private final String about;

  Figures() {
    this("");
  }

  private Figures(String about) {
    this.about = about;
  }

  /** When, of which commit and on what they were measured, if they were saved. */
  String about() {
    return about;
  }

  void add(String program, String figure, double value) {
    put(program, figure, value);
    System.out.printf(Locale.ROOT, "    %-24s %-28s %,12.2f%n", program, figure, value);
  }

  private void put(String program, String figure, double value) {
    values
        .computeIfAbsent(program, _ -> new LinkedHashMap<>())
        .computeIfAbsent(figure, _ -> new ArrayList<>())
        .add(value);
  }

  /** What was measured until now was to warm up. */
  void forget() {
    values.clear();
    System.out.println("    (warm from here)");
  }

  double median(String program, String figure) {
    List<Double> all = values.getOrDefault(program, Map.of()).getOrDefault(figure, List.of());
    if (all.isEmpty()) {
      throw new IllegalArgumentException(figure + " of " + program + " was not measured");
    }
    return median(all);
  }

  private static double median(List<Double> all) {
    List<Double> sorted = all.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** As rows of a Markdown table: program, figure, median, least, most, rounds. */
  String rows() {
    StringBuilder rows = new StringBuilder();
    values.forEach(
        (program, figures) ->
            figures.forEach(
                (figure, all) ->
                    rows.append(
                        String.format(
                            Locale.ROOT,
                            "| %s | %s | %,.2f | %,.2f | %,.2f | %d |%n",
                            program,
                            figure,
                            median(all),
                            all.stream().mapToDouble(value -> value).min().orElseThrow(),
                            all.stream().mapToDouble(value -> value).max().orElseThrow(),
                            all.size()))));
    return rows.toString();
  }

  /**
   * Writes every value, so that a report can be made of benchmarks that ran one after another.
   *
   * @param about when, of which commit and on what they were measured
   */
  void save(Path file, String about) throws IOException {
    StringBuilder lines = new StringBuilder(about).append('\n');
    values.forEach(
        (program, figures) ->
            figures.forEach(
                (figure, all) ->
                    lines
                        .append(program)
                        .append('\t')
                        .append(figure)
                        .append('\t')
                        .append(all.stream().map(String::valueOf).collect(Collectors.joining(" ")))
                        .append('\n')));
    Files.writeString(file, lines);
  }

  static Figures load(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      Figures figures = new Figures(lines.getFirst());
      for (String line : lines.subList(1, lines.size())) {
        String[] fields = line.split("\t", -1);
        Arrays.stream(fields[2].split(" "))
            .forEach(value -> figures.put(fields[0], fields[1], Double.parseDouble(value)));
      }
      return figures;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
