package dev.countersign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Findings findings = new Findings(new PrintStream(out, true, UTF_8));

  @Test
  void eachIsOneLine() {
    findings.ok("a\nb");
    findings.warn("c");
    findings.fail(Exit.CONFIG, "d");
    assertThat(out.toString(UTF_8).lines()).containsExactly("ok    a?b", "warn  c", "FAIL  d");
  }

  @Test
  void onlyFailuresCount() {
    findings.ok("a");
    findings.warn("b");
    assertThat(findings.status()).isZero();
  }

  @Test
  void whatHasToBeChangedWeighsMoreThanWhatMayPass() {
    findings.fail(Exit.CONFIG, "a");
    findings.fail(Exit.UNAVAILABLE, "b");
    assertThat(findings.status()).isEqualTo(Exit.CONFIG);
  }
}
