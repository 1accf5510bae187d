package dev.countersign.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigKeyTest {
  @Test
  void theTableHasARowForEachKey() {
    assertThat(ConfigKey.markdownTable())
        .startsWith("| key | default | |\n|---|---|---|\n| `kafka.bootstrap.servers` | ")
        .contains("| `countersign.default-expire` | `1440` | ")
        .contains("| `countersign.worker-id` | – | ")
        .hasLineCount(ConfigKey.values().length + 2);
  }

  @ParameterizedTest
  @EnumSource(ConfigKey.class)
  void everyKeyIsDescribedWithoutBreakingTheTable(ConfigKey key) {
    assertThat(key.description()).isNotBlank().doesNotContain("|", "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "shop", "a1"})
  void anApplicationsKeyIsKnownForAnyAlias(String alias) {
    assertThat(ConfigKey.isKnown(ConfigKey.API_SECRET_FILE.key(alias))).isTrue();
  }
}
