package dev.countersign.platform.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.config.Secret;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §8.2: the test vector")
class WebhookSignatureTest {
  private static final Secret SECRET = Secret.of("cbbbbbbb-aaaa-4ccc-8ddd-1234567890ab");
  private static final String TIMESTAMP = "1700000000";
  private static final byte[] BODY =
      ("{\"meta\":{\"payload_uuidv4\":\"00000000-0000-4839-af2f-f794874a80b0\"},"
              + "\"custom_meta\":{\"instruction\":\"Hey \u2764\uFE0F\"}}")
          .getBytes(UTF_8);
  private static final String RIGHT = "51cf07d4ac1178bb8207ad2c478882a711e8a224";
  private static final String ALL_DASHES_REMOVED = "7f1b9179053b2acb27c4c8bb82d9e40aa025ea09";

  @Test
  void onlyTheFirstDashOfTheSecretIsRemoved() {
    assertThat(WebhookSignature.of(SECRET, TIMESTAMP, BODY)).isEqualTo(RIGHT);
  }

  @Test
  void itMatches() {
    assertThat(WebhookSignature.matches(RIGHT, List.of(SECRET), TIMESTAMP, BODY)).isTrue();
  }

  @Test
  void theOneOfACommonMistakeDoesNotMatch() {
    assertThat(WebhookSignature.matches(ALL_DASHES_REMOVED, List.of(SECRET), TIMESTAMP, BODY))
        .isFalse();
  }

  @Test
  void anySecretOfARotationWillDo() {
    Secret other = Secret.of("dddddddd-aaaa-4ccc-8ddd-1234567890ab");
    assertThat(WebhookSignature.matches(RIGHT, List.of(other, SECRET), TIMESTAMP, BODY)).isTrue();
    assertThat(WebhookSignature.matches(RIGHT, List.of(SECRET, other), TIMESTAMP, BODY)).isTrue();
    assertThat(WebhookSignature.matches(RIGHT, List.of(other), TIMESTAMP, BODY)).isFalse();
  }

  @Test
  void withoutASecretNothingMatches() {
    assertThat(WebhookSignature.matches(RIGHT, List.of(), TIMESTAMP, BODY)).isFalse();
  }
}
