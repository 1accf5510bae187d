package dev.countersign.testing;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a worker tells Prometheus, in Prometheus' text format. */
public final class Scrape {
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z0-9_:]+)(?:\\{(.*)})? \\S+");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z0-9_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** They belong to histograms and summaries themselves. */
  private static final Set<String> PARTS = Set.of("le", "quantile");

  private final Map<String, String> types = new TreeMap<>();
  private final Map<String, Set<String>> labels = new TreeMap<>();
  private final Set<String> values = new HashSet<>();
  private int series;

  private Scrape() {}

  public static Scrape of(String text) {
    Scrape scrape = new Scrape();
    String family = "";
    for (String line : text.lines().toList()) {
      Matcher type = TYPE.matcher(line);
      if (type.matches()) {
        family = type.group(1);
        scrape.types.put(family, type.group(2));
      } else if (!line.startsWith("#") && !line.isEmpty()) {
        scrape.sample(family, line);
      }
    }
    return scrape;
  }

  private void sample(String family, String line) {
    Matcher sample = SAMPLE.matcher(line);
    if (!sample.matches() || !sample.group(1).startsWith(family)) {
      throw new AssertionError("not a sample of " + family + ": " + line);
    }
    series++;
    Set<String> names = labels.computeIfAbsent(family, _ -> new HashSet<>());
    if (sample.group(2) != null) {
      LABEL
          .matcher(sample.group(2))
          .results()
          .filter(label -> !PARTS.contains(label.group(1)))
          .forEach(
              label -> {
                names.add(label.group(1));
                values.add(label.group(2));
              });
    }
  }

  public Collection<String> families() {
    return types.keySet();
  }

  public String type(String family) {
    return types.getOrDefault(family, "not there");
  }

  public Set<String> labels(String family) {
    return labels.getOrDefault(family, Set.of());
  }

  public Set<String> labelValues() {
    return values;
  }

  public int series() {
    return series;
  }
}
