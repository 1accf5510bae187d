package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CONTRACT §10: latency as a distribution")
class DelayTest {
  private static final int DRAWN = 10_000;

  @Test
  void aNumberIsAlwaysTheSame() {
    assertThat(drawn("250")).containsOnly(250L);
  }

  @Test
  void betweenTwoBoundsAllAreEquallyLikely() {
    List<Long> drawn = drawn("{\"min\":100,\"max\":300}");

    assertThat(drawn).allMatch(millis -> millis >= 100 && millis <= 300);
    assertThat(drawn.stream().mapToLong(m -> m).average().orElseThrow()).isBetween(195.0, 205.0);
    assertThat(drawn.stream().filter(m -> m < 150).count()).isBetween(2_300L, 2_700L);
  }

  @Test
  void percentilesAreMet() {
    List<Long> drawn = drawn("{\"p50\":80,\"p90\":200,\"p99\":1500}").stream().sorted().toList();

    assertThat(drawn.get(DRAWN / 2)).isBetween(75L, 85L);
    assertThat(drawn.get(DRAWN * 9 / 10)).isBetween(190L, 260L);
    assertThat(drawn.get(DRAWN * 99 / 100)).isBetween(1_300L, 1_500L);
    assertThat(drawn.getLast()).isEqualTo(1500);
  }

  @Test
  void theSameSeedDrawsTheSame() {
    assertThat(drawn("{\"p50\":80,\"p99\":1500}")).isEqualTo(drawn("{\"p50\":80,\"p99\":1500}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "100",
        "{\"min\":1,\"max\":2}",
        "{\"p50\":10,\"p90\":20,\"p99.9\":30,\"p100\":40}"
      })
  void whatWasGivenIsShown(String json) {
    assertThat(DelayJson.of(DelayJson.parse(Json.parse(json))).toString()).isEqualTo(json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"fast\"",
        "{}",
        "-1",
        "{\"min\":5}",
        "{\"min\":5,\"max\":1}",
        "{\"p50\":9,\"p90\":1}",
        "{\"p101\":9}",
        "{\"median\":9}",
        "{\"p50\":\"x\"}",
        "[1]",
        "true"
      })
  void whatIsNoDistributionIsRefusedByName(String json) {
    assertThatThrownBy(() -> DelayJson.parse(Json.parse(json)))
        .isInstanceOf(SandboxRefusal.class)
        .hasMessageStartingWith("latency_ms: ");
  }

  private static List<Long> drawn(String json) {
    Delay delay = DelayJson.parse(Json.parse(json));
    Random random = new Random(1);
    return Stream.generate(() -> delay.drawn(random)).limit(DRAWN).map(Duration::toMillis).toList();
  }
}
