package dev.countersign.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
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
    Figures figures = news(1.2);
    figures.save(folder.resolve("news.tsv"), "Measured today.");

    Figures loaded = Figures.load(folder.resolve("news.tsv"));
    assertThat(loaded.rows()).isEqualTo(figures.rows());
    assertThat(loaded.about()).isEqualTo("Measured today.");
  }

  @Test
  void aRatioWithinTheToleranceIsNoRegression() {
    assertThat(new Report(Map.of("news", news(1.04))).regressions(kept("news.p99", "1"))).isEmpty();
  }

  @Test
  void aRatioThatGrewWhereLessIsBetterIsARegression() {
    assertThat(new Report(Map.of("news", news(1.5))).regressions(kept("news.p99", "1")))
        .singleElement()
        .asString()
        .startsWith("news.p99 ")
        .endsWith(": 1.5, and was 1");
  }

  @Test
  void aTargetThatIsMissedNowIsARegressionHoweverLittleItTook() {
    assertThat(new Report(Map.of("news", news(2.01))).regressions(kept("news.p99", "1.99")))
        .singleElement()
        .asString()
        .endsWith(": 2.01, and was 1.99");
  }

  @Test
  void aTargetThatWasMissedBeforeIsNoRegressionWithinTheTolerance() {
    assertThat(new Report(Map.of("news", news(2.1))).regressions(kept("news.p99", "2.09")))
        .isEmpty();
  }

  @Test
  void aRatioThatWasNeverKeptIsNotPassedOver() {
    assertThat(new Report(Map.of("news", news(1))).regressions(new Properties()))
        .singleElement()
        .asString()
        .startsWith("news.p99 is not in ");
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
    assertThat(new Report(Map.of("news", news(2.1))).comparisonTable())
        .contains("| 21 | 10 | bare transactions | 2.1 | ≤ 2, missed |");
  }

  @Test
  void whatNobodyElseHasToDoIsHeldAgainstItsTargetAlone() {
    Figures figures = new Figures();
    figures.add(Takeover.OURS, "ms", 1);
    figures.add(Takeover.PLAIN, "ms", 1);
    figures.add(Takeover.OURS, Takeover.SOCKETS_BACK, 9);
    figures.add(Takeover.OURS, Takeover.SOCKETS_BACK_READ, 12);

    Report report = new Report(Map.of("takeover", figures));
    assertThat(report.comparisonTable())
        .contains("| 10,000 sockets back, s | 9 | | | | ≤ 10 s |")
        .contains("| 12 | | | | ≤ 10 s, missed |");
    assertThat(report.regressions(kept("restore", "1"))).isEmpty();
  }

  @Test
  void aCheckOfNothingFails() {
    Report.requireCompared(Set.of("steps", "news"));
    assertThatThrownBy(() -> Report.requireCompared(Set.of("steps")))
        .hasMessageContaining("nothing to compare in [steps]");
  }

  private static Figures news(double ratio) {
    Figures figures = new Figures();
    figures.add(News.OURS, "p99 ms at 1000", 10 * ratio);
    figures.add(News.BARE, "p99 ms at 1000", 10);
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
