package dev.countersign.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured in all rounds, by program and figure; medians are what is told. */
final class Figures {
  private final Map<String, Map<String, List<Double>>> values = new LinkedHashMap<>();

  void add(String program, String figure, double value) {
    values
        .computeIfAbsent(program, _ -> new LinkedHashMap<>())
        .computeIfAbsent(figure, _ -> new ArrayList<>())
        .add(value);
    System.out.printf(Locale.ROOT, "    %-24s %-28s %,12.2f%n", program, figure, value);
  }

  double median(String program, String figure) {
    List<Double> sorted =
        values.getOrDefault(program, Map.of()).getOrDefault(figure, List.of()).stream()
            .sorted()
            .toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** The median of one program's figure over another's. */
  double ratio(String figure, String program, String other) {
    return median(program, figure) / median(other, figure);
  }

  /** As a table for people. */
  void print() {
    values.forEach(
        (program, figures) ->
            figures.forEach(
                (figure, all) ->
                    System.out.printf(
                        Locale.ROOT,
                        "  %-24s %-28s %,12.2f  (%,.2f to %,.2f in %d rounds)%n",
                        program,
                        figure,
                        median(program, figure),
                        all.stream().mapToDouble(value -> value).min().orElse(0),
                        all.stream().mapToDouble(value -> value).max().orElse(0),
                        all.size())));
  }
}
