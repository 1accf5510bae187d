package dev.countersign.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @Test
  void theMedianOfAnEvenNumberOfRoundsIsBetweenTheTwoInTheMiddle() {
    Figures figures = new Figures();
    for (double value : new double[] {9, 1, 4, 2}) {
      figures.add("ours", "ms", value);
    }

    assertThat(figures.median("ours", "ms")).isEqualTo(3);
  }

  @Test
  void whatWasNotMeasuredHasNoMedian() {
    assertThatThrownBy(() -> new Figures().median("ours", "ms"))
        .hasMessageContaining("ms of ours was not measured");
  }

  @Test
  void figuresSurviveBeingSaved(@TempDir Path folder) throws Exception {
    Figures figures = heap(1.2);
    figures.save(folder.resolve("held.tsv"), "Measured today.");

    Figures loaded = Figures.load(folder.resolve("held.tsv"));
    assertThat(loaded.rows()).isEqualTo(figures.rows());
    assertThat(loaded.about()).isEqualTo("Measured today.");
  }

  @Test
  void aRatioWithinTheToleranceIsNoRegression() {
    assertThat(new Report(Map.of("held", heap(1.04))).regressions(kept("held.heap", "1")))
        .isEmpty();
  }

  @Test
  void aRatioThatGrewWhereLessIsBetterIsARegression() {
    assertThat(new Report(Map.of("held", heap(1.1))).regressions(kept("held.heap", "1")))
        .singleElement()
        .asString()
        .startsWith("held.heap ")
        .endsWith(": 1.1, and was 1");
  }

  @Test
  void aTargetThatIsMissedNowIsARegressionHoweverLittleItTook() {
    assertThat(new Report(Map.of("held", heap(1.31))).regressions(kept("held.heap", "1.29")))
        .singleElement()
        .asString()
        .endsWith(": 1.31, and was 1.29");
  }

  @Test
  void aTargetThatWasMissedBeforeIsNoRegressionWithinTheTolerance() {
    assertThat(new Report(Map.of("held", heap(1.4))).regressions(kept("held.heap", "1.39")))
        .isEmpty();
  }

  @Test
  void aRatioThatWasNeverKeptIsNotPassedOver() {
    assertThat(new Report(Map.of("held", heap(1))).regressions(new Properties()))
        .singleElement()
        .asString()
        .startsWith("held.heap is not in ");
  }

  @Test
  void secondsAreHeldAgainstSeconds() {
    Figures figures = new Figures();
    figures.add(StartBench.CACHED, "s until ready", 1.6);
    figures.add(StartBench.PLAIN, "s until ready", 4);

    assertThat(new Report(Map.of("start", figures)).comparisonTable())
        .contains("| 1.6 | 4 | countersign, no cache | 0.4 | ≤ 1.5 s, missed |");
  }

  @Test
  void aRatioThatShrankWhereMoreIsBetterIsARegression() {
    Figures figures = new Figures();
    figures.add(WholeLife.OURS, "requests/s", 60);
    figures.add(WholeLife.OURS, "CPU ms/request", 1);
    figures.add(WholeLife.NODE, "requests/s", 100);
    figures.add(WholeLife.NODE, "CPU ms/request", 1);

    assertThat(
            new Report(Map.of("life", figures))
                .regressions(kept(Map.of("life.rate", "1", "life.cpu", "1"))))
        .singleElement()
        .asString()
        .contains("0.6, and was 1");
  }

  @Test
  void theTableSaysWhatWasMissed() {
    assertThat(new Report(Map.of("held", heap(1.4))).comparisonTable())
        .contains("| 14 | 10 | bare socket | 1.4 | ≤ 1.3, missed |");
  }

  private static Figures heap(double ratio) {
    Figures figures = new Figures();
    figures.add(HeldOpen.OURS, "heap KB each", 10 * ratio);
    figures.add(HeldOpen.BARE, "heap KB each", 10);
    return figures;
  }

  private static Properties kept(String key, String ratio) {
    return kept(Map.of(key, ratio));
  }

  private static Properties kept(Map<String, String> ratios) {
    Properties kept = new Properties();
    kept.putAll(ratios);
    return kept;
  }
}
