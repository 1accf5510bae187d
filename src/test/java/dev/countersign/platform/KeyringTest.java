package dev.countersign.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.config.Secret;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyringTest {
  private static final Credentials OLD = credentials("key", "old");

  private final Keyring keyring =
      new Keyring(Map.of("shop", OLD, "bank", credentials("other", "same")));

  private static Credentials credentials(String key, String secret) {
    return new Credentials(key, Secret.of(secret), null);
  }

  @Test
  void aNewSecretIsTakenAndItsApplicationNamed() {
    Credentials renewed = new Credentials("key", Secret.of("new"), Secret.of("old"));

    assertThat(keyring.renew(Map.of("shop", renewed, "bank", credentials("other", "same"))))
        .containsExactly("shop");

    assertThat(keyring.of("shop")).isEqualTo(renewed);
  }

  @Test
  void whatIsAsItWasIsNoNews() {
    assertThat(keyring.renew(Map.of("shop", OLD))).isEmpty();
  }

  @Test
  void anotherKeyIsAnotherApplicationAndNotTaken() {
    assertThat(keyring.renew(Map.of("shop", credentials("another", "new")))).isEmpty();

    assertThat(keyring.of("shop")).isEqualTo(OLD);
  }

  @Test
  void applicationsNeitherComeNorGo() {
    assertThat(keyring.renew(Map.of("late", credentials("late", "late")))).isEmpty();

    assertThat(keyring.applications()).containsExactlyInAnyOrder("shop", "bank");
  }

  @Test
  void theLikeliestSecretComesFirst() {
    assertThat(new Credentials("key", Secret.of("new"), Secret.of("old")).secrets())
        .containsExactly(Secret.of("new"), Secret.of("old"));
  }
}
