package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §12: reports of the wallet that never arrive")
class LostReportTest extends SandboxTest {
  @Test
  @DisplayName("§12 the first report lost: signed and submitted, but unresolved for ever")
  void theFirst() {
    String uuid = backend.created(PAYMENT);
    SocketProbe probe = settled(uuid);
    String signed =
        control(
                "POST",
                "people/ada/sign",
                "{\"payload\":\"%s\",\"lose_report\":true}".formatted(uuid))
            .path("unreported")
            .asText();
    sandbox.clock().advance(Duration.ofHours(25));

    assertThat(signed).matches("[0-9A-F]{64}");
    assertThat(probe.next(4))
        .containsExactly(
            "{\"opened\":true}",
            "{\"opened\":true}",
            "{\"pre_signed\":true}",
            "{\"dispatched\":true}");
    assertThat(probe.untilReply()).noneMatch(frame -> frame.contains("\"signed\""));
    JsonNode read = backend.read(uuid);
    assertThat(read.at("/meta/resolved").asBoolean()).isFalse();
    assertThat(read.at("/meta/expired").asBoolean()).isTrue();
    assertThat(read.at("/response/hex").isNull()).isTrue();
    assertThat(read.at("/response/dispatched_result").isNull()).isTrue();
  }

  @Test
  @DisplayName("§12 both reports lost: not even the submission is announced")
  void both() {
    String uuid = backend.created(PAYMENT);
    SocketProbe probe = settled(uuid);
    sandbox.person("ada").sign(uuid, Signing.USUAL.losingReport().losingDispatch());

    assertThat(probe.untilReply())
        .containsExactly("{\"opened\":true}", "{\"opened\":true}", "{\"pre_signed\":true}");
    assertThat(backend.read(uuid).at("/meta/resolved").asBoolean()).isFalse();
  }

  @Test
  @DisplayName("§12 without a first report there is neither webhook nor user token")
  void noWebhook() {
    try (WebhookReceiver receiver = new WebhookReceiver()) {
      String key = SandboxApplication.DEFAULT.key();
      sandbox.webhookUrl(key, receiver.url());
      sandbox.person("ada").sign(backend.created(PAYMENT), Signing.USUAL.losingReport());
      assertThat(sandbox.person("ada").userToken(key)).isNull();
      String reported = backend.created(PAYMENT);
      sandbox.person("bob").sign(reported);

      assertThat(receiver.next().header("x-xumm-payload")).isEqualTo(reported);
    }
  }
}
