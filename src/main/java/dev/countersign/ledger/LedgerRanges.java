package dev.countersign.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which ledgers a node has: its {@code complete_ledgers}, like {@code 100-200,205,210-300}. */
record LedgerRanges(List<Range> ranges) {
  private static final Pattern RANGE = Pattern.compile("\\s*([0-9]{1,10})(?:-([0-9]{1,10}))?\\s*");
  static final LedgerRanges NONE = new LedgerRanges(List.of());

  record Range(long from, long to) {}

  /** What cannot be read is as good as not there. */
  static LedgerRanges parse(String text) {
    List<Range> ranges = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Matcher matcher = RANGE.matcher(part);
      if (!matcher.matches()) {
        return NONE;
      }
      long from = Long.parseLong(matcher.group(1));
      String end = matcher.group(2);
      ranges.add(new Range(from, end == null ? from : Long.parseLong(end)));
    }
    return new LedgerRanges(List.copyOf(ranges));
  }

  /** All of them, without a gap. */
  boolean cover(long from, long to) {
    return ranges.stream().anyMatch(range -> range.from() <= from && to <= range.to());
  }
}
