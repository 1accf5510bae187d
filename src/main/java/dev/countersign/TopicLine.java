package dev.countersign;

import dev.countersign.worker.TopicFacts;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A topic as one line. */
final class TopicLine {
  private static final int KIBI = 1024;

  private TopicLine() {}

  /** Null: it is not there. */
  static String brief(String name, @Nullable TopicFacts facts) {
    return facts == null
        ? name + "  missing"
        : "%s  %s  %s"
            .formatted(
                name, count(facts.partitions(), "partition"), count(facts.records(), "record"));
  }

  static String full(TopicFacts facts) {
    return "%s  %s, replication %d, %s, kept %s, %s, %s"
        .formatted(
            facts.name(),
            count(facts.partitions(), "partition"),
            facts.replication(),
            facts.cleanup() == null ? "cleanup policy not told" : facts.cleanup(),
            kept(facts),
            facts.bytes() == null ? "size not told" : size(facts.bytes()),
            count(facts.records(), "record"));
  }

  private static String kept(TopicFacts facts) {
    if ("compact".equals(facts.cleanup())) {
      return "by key";
    }
    Long retention = facts.retentionMillis();
    if (retention == null) {
      return "for a time not told";
    }
    return retention < 0 ? "for ever" : duration(Duration.ofMillis(retention));
  }

  private static String duration(Duration time) {
    if (time.toHours() > 0 && time.toHours() % 24 == 0) {
      return count(time.toDays(), "day");
    }
    return time.toMinutes() % 60 == 0 && time.toHours() > 0
        ? count(time.toHours(), "hour")
        : count(time.toSeconds(), "second");
  }

  /** To three digits or so; in units of 1024. */
  static String size(long bytes) {
    double size = bytes;
    for (String unit : new String[] {"B", "KiB", "MiB"}) {
      if (size < KIBI) {
        return number(size, unit);
      }
      size /= KIBI;
    }
    return number(size, "GiB");
  }

  private static String number(double size, String unit) {
    return String.format(
        Locale.ROOT, size < 10 && !unit.equals("B") ? "%.1f %s" : "%.0f %s", size, unit);
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
