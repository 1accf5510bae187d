package dev.countersign.sandbox.ledger;

import static java.util.Locale.ROOT;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times as a ledger writes them. */
final class Moments {
  private static final long EPOCH = 946_684_800;
  private static final DateTimeFormatter HUMAN =
      DateTimeFormatter.ofPattern("uuuu-MMM-dd HH:mm:ss.SSSSSSSSS 'UTC'", ROOT)
          .withZone(ZoneOffset.UTC);

  private Moments() {}

  /** Seconds since the year 2000. */
  static long seconds(Instant moment) {
    return moment.getEpochSecond() - EPOCH;
  }

  static String iso(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static String human(Instant moment) {
    return HUMAN.format(moment.truncatedTo(ChronoUnit.SECONDS));
  }
}
