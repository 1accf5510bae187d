package dev.countersign.process;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What happened and when, for whoever has to understand it; and how often. */
final class Chronicle {
  private final Instant begin = Instant.now();
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private final List<Absence> absences = new ArrayList<>();

  /**
   * One thing that happened.
   *
   * @param about a request id; null: everybody
   */
  record Entry(Instant at, String who, @Nullable String about, String what) {
    boolean concerns(String requestId) {
      return about == null || about.equals(requestId);
    }
  }

  /** A time in which a worker could lose its partitions without knowing it. */
  private static final class Absence {
    final Instant from = Instant.now();
    Instant to = Instant.MAX;
  }

  /** Somebody stands still; the answer is for when it goes on. */
  synchronized Runnable absent() {
    Absence absence = new Absence();
    absences.add(absence);
    return () -> {
      synchronized (this) {
        absence.to = Instant.now();
      }
    };
  }

  /** Whether anybody stood still at some time between the two. */
  synchronized boolean isAbsence(Instant from, Instant to) {
    return absences.stream()
        .anyMatch(absence -> absence.from.isBefore(to) && absence.to.isAfter(from));
  }

  /** A misfortune, which is everybody's. */
  void misfortune(String kind, String what) {
    synchronized (this) {
      counts.merge(kind, 1, Integer::sum);
    }
    add("storm", null, kind + " " + what);
  }

  synchronized void add(String who, @Nullable String about, String what) {
    entries.add(new Entry(Instant.now(), who, about, what));
  }

  synchronized Map<String, Integer> counts() {
    return new TreeMap<>(counts);
  }

  synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** All of it, for people. */
  String text() {
    return entries().stream().map(this::line).collect(Collectors.joining());
  }

  String line(Entry entry) {
    double seconds = Duration.between(begin, entry.at()).toMillis() / 1e3;
    return "%9.3f  %-9s %s%n".formatted(seconds, entry.who(), entry.what());
  }
}
