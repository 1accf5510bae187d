package dev.countersign.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {
  private final Secret secret = Secret.of("hunter2");

  @Test
  void aSecretPrintsAsStars() {
    assertThat("%s and %s".formatted(secret, new Application("shop", "key", secret, secret, false)))
        .isEqualTo(
            "*** and Application[alias=shop, apiKey=key, apiSecret=***,"
                + " previousSecret=***, paused=false]");
  }

  @Test
  void aSecretIsRevealedWhenAsked() {
    assertThat(secret.reveal()).isEqualTo("hunter2");
  }

  @Test
  void secretsAreEqualWhenTheirTextsAre() {
    assertThat(secret).isEqualTo(Secret.of("hunter2")).isNotEqualTo(Secret.of("hunter3"));
  }

  @Test
  void theHashTellsNothingOfTheSecret() {
    assertThat(secret.hashCode()).isEqualTo(Secret.of("something else").hashCode());
  }
}
