package dev.countersign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockCheckTest {
  private static final String DATE = "Sun, 1 Mar 2026 12:00:00 GMT";

  @ParameterizedTest
  @CsvSource({
    // The platform's second is cut off, and the answer took a while: neither is a fault.
    "2026-03-01T11:59:58Z, 2026-03-01T11:59:59Z, 'ok    clock: as', 0",
    "2026-03-01T12:00:02.900Z, 2026-03-01T12:00:03Z, 'ok    clock: as', 0",
    "2026-03-01T12:00:04Z, 2026-03-01T12:00:05Z, 'warn  clock: this machine''s is at least 3 s ahead of', 0",
    "2026-03-01T11:59:50Z, 2026-03-01T11:59:55Z, 'warn  clock: this machine''s is at least 5 s behind', 0",
    "2026-03-01T12:06:02Z, 2026-03-01T12:06:03Z, 'FAIL  clock: this machine''s is at least 361 s ahead of', 78",
    "2026-03-01T11:54:00Z, 2026-03-01T11:54:01Z, 'FAIL  clock: this machine''s is at least 359 s behind', 78"
  })
  void onlyWhatIsCertainlyOffIsTold(Instant before, Instant after, String line, int status) {
    Printed printed = judged(DATE, before, after);
    assertThat(printed.text()).startsWith(line);
    assertThat(printed.status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"''", "yesterday"})
  void withoutATimeItCannotBeTold(String date) {
    assertThat(judged(date, Instant.EPOCH, Instant.EPOCH).text())
        .isEqualTo("ok    clock: cannot be compared, the platform's answers have no Date\n");
  }

  private record Printed(String text, int status) {}

  private static Printed judged(String date, Instant before, Instant after) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Findings findings = new Findings(new PrintStream(out, true, UTF_8));
    ClockCheck.judge(date, before, after, findings);
    return new Printed(out.toString(UTF_8).replace("\r\n", "\n"), findings.status());
  }
}
