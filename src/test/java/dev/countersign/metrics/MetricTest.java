package dev.countersign.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Arrays;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @ParameterizedTest
  @EnumSource
  void prometheusHasItUnderTheNameAndTypeOfTheReference(Metric metric) {
    String[] values = metric.labels().stream().map(label -> "some").toArray(String[]::new);

    switch (metric.kind()) {
      case COUNTER -> metric.counter(registry, values);
      case GAUGE, INFO -> metric.gauge(registry, () -> 1, values);
      case TIMES, SHORT_TIMES, LONG_TIMES -> metric.timer(registry, values);
      case SUMMARY -> metric.summary(registry, values);
    }

    assertThat(registry.scrape())
        .contains("# TYPE " + metric.family() + ' ' + metric.kind().exposed() + '\n');
  }

  @ParameterizedTest
  @EnumSource
  void aRowOfTheReferenceSaysWhatItIs(Metric metric) {
    assertThat(Metric.markdownTable().lines().filter(row -> row.contains(metric.family() + '`')))
        .singleElement()
        .satisfies(row -> assertThat(row).contains(metric.kind().exposed()).hasSizeGreaterThan(40));
  }

  @Test
  void noTwoHaveOneName() {
    assertThat(Arrays.stream(Metric.values()).map(Metric::family)).allMatch(new HashSet<>()::add);
  }

  @Test
  void aLabelThatIsForgottenIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metric.DEAD_LETTERS.counter(registry))
        .withMessageContaining("countersign.dead.letters has the labels [code]");
  }
}
