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
    figures.save(folder.resolve("held.tsv"));

    assertThat(Figures.load(folder.resolve("held.tsv")).rows()).isEqualTo(figures.rows());
  }

  @Test
  void aRatioWithinTheToleranceIsNoRegression() {
    assertThat(new Report(Map.of("held", heap(1.2))).regressions(kept("held.heap", "1"))).isEmpty();
  }

  @Test
  void aRatioThatGrewWhereLessIsBetterIsARegression() {
    assertThat(new Report(Map.of("held", heap(1.4))).regressions(kept("held.heap", "1")))
        .singleElement()
        .asString()
        .startsWith("held.heap ")
        .endsWith(": 1.4, and was 1");
  }

  @Test
  void aRatioThatShrankWhereMoreIsBetterIsARegression() {
    Figures figures = new Figures();
    figures.add(WholeLife.OURS, "requests/s", 60);
    figures.add(WholeLife.OURS, "CPU ms/request", 1);
    figures.add(WholeLife.NODE, "requests/s", 100);
    figures.add(WholeLife.NODE, "CPU ms/request", 1);

    assertThat(new Report(Map.of("life", figures)).regressions(kept("life.rate", "1")))
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
    Properties kept = new Properties();
    kept.setProperty(key, ratio);
    return kept;
  }
}
