package dev.countersign.sandbox.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Ledgers that this server does not have. */
final class Gaps {
  /** Both ends are missing too. */
  record Range(int from, int to) {
    boolean holds(int index) {
      return from <= index && index <= to;
    }

    @Override
    public String toString() {
      return from == to ? Integer.toString(from) : from + "-" + to;
    }
  }

  private List<Range> missing = List.of();

  void set(List<Range> ranges) {
    missing = ranges.stream().sorted(Comparator.comparingInt(Range::from)).toList();
  }

  boolean hold(int index) {
    return missing.stream().anyMatch(range -> range.holds(index));
  }

  boolean touch(int from, int to) {
    return missing.stream().anyMatch(range -> range.from() <= to && from <= range.to());
  }

  /** As {@code complete_ledgers} has it: {@code 100-200,205-300}. */
  String complete(int first, int last) {
    List<Range> complete = new ArrayList<>();
    int from = first;
    for (Range gap : missing) {
      if (gap.from() > last) {
        break;
      }
      if (gap.from() > from) {
        complete.add(new Range(from, gap.from() - 1));
      }
      from = Math.max(from, gap.to() + 1);
    }
    if (from <= last) {
      complete.add(new Range(from, last));
    }
    return complete.isEmpty()
        ? "empty"
        : complete.stream().map(Range::toString).collect(Collectors.joining(","));
  }
}
