package dev.countersign;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Whether this machine's clock is the platform's, as far as its answers tell the time. */
final class ClockCheck implements Check {
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  /** Expiries and deadlines are told too early or too late by as much. */
  private static final Duration TOLERABLE = Duration.ofSeconds(2);

  /** A webhook whose time is further away is refused (PROTOCOL §8.3). */
  private static final Duration USELESS = Duration.ofMinutes(5);

  private final URI platform;
  private final HttpClient http;
  private final InstantSource clock;

  ClockCheck(URI platform, HttpClient http, InstantSource clock) {
    this.platform = platform;
    this.http = http;
    this.clock = clock;
  }

  @Override
  public void look(Findings findings) throws InterruptedException {
    HttpResponse<Void> answer;
    Instant before = clock.instant();
    try {
      // Without credentials: it costs an application nothing, and every answer has its time.
      answer =
          http.send(
              HttpRequest.newBuilder(URI.create(platform + "/api/v1/platform/ping"))
                  .timeout(PATIENCE)
                  .build(),
              BodyHandlers.discarding());
    } catch (IOException e) {
      findings.warn("clock: cannot be compared, because " + platform + " does not answer");
      return;
    }
    judge(answer.headers().firstValue("date").orElse(""), before, clock.instant(), findings);
  }

  /** The platform's time was its {@code date}, or up to a second later, between both. */
  static void judge(String date, Instant before, Instant after, Findings findings) {
    Instant theirs;
    try {
      theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      findings.ok("clock: cannot be compared, the platform's answers have no Date");
      return;
    }
    Duration ahead = Duration.between(theirs.plusSeconds(1), before);
    Duration behind = Duration.between(after, theirs);
    Duration off = ahead.compareTo(behind) > 0 ? ahead : behind;
    String text =
        "clock: this machine's is at least %d s %s the platform's; let it be set by NTP"
            .formatted(off.toSeconds(), off.equals(ahead) ? "ahead of" : "behind");
    if (off.compareTo(USELESS) > 0) {
      findings.fail(Exit.CONFIG, text + ", or every webhook is refused as stale");
    } else if (off.compareTo(TOLERABLE) > 0) {
      findings.warn(text);
    } else {
      findings.ok("clock: as the platform's");
    }
  }
}
