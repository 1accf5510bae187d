package dev.countersign.platform.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.Signal;
import dev.countersign.testing.Damage;
import dev.countersign.testing.Fuzz;
import dev.countersign.testing.WebhookForge;
import dev.countersign.wire.InboxCodec;
import dev.countersign.wire.InboxRecord;
import dev.countersign.wire.InboxWebhook;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §8.1: whatever a verified body is, it is a webhook or none")
class WebhookFuzzTest {
  private static final String KEY = "5a4db0c5-0000-4000-8000-000000000001";
  private static final String BODY =
      WebhookForge.body(KEY, WebhookForge.PAYLOAD, "order-42", WebhookForge.CALL);

  @Test
  void aDamagedBodyIsJudged() {
    Fuzz.tries(
        4_000,
        random -> {
          byte[] body =
              random.nextInt(4) > 0
                  ? Damage.json(BODY, random).getBytes(UTF_8)
                  : Damage.bytes(BODY.getBytes(UTF_8), 0, random);
          WebhookVerdict verdict = WebhookReader.read(body, KEY, WebhookForge.PAYLOAD);
          assertThat(verdict).isNotNull();
          assertThat(verdict.toString()).doesNotContain(WebhookForge.TOKEN);
          if (verdict instanceof WebhookVerdict.Genuine(Webhook webhook)) {
            assertThat(delivered(webhook))
                .isEqualTo(
                    new Signal.WebhookReceived(
                        webhook.payloadUuid(), webhook.signed(), webhook.tokenExpiresAt()));
          }
        });
  }

  /** What is genuine can be written to the inbox, and is read there as it was. */
  private static Signal delivered(Webhook webhook) {
    var written =
        InboxCodec.encode(
            new InboxWebhook(
                "order-42",
                "shop",
                webhook.payloadUuid(),
                webhook.signed(),
                webhook.tokenExpiresAt()),
            "inbox",
            0);
    InboxRecord read =
        InboxCodec.decode(
            new ConsumerRecord<>(
                "inbox",
                0,
                7,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                written.key(),
                written.value(),
                written.headers(),
                Optional.empty()));
    return ((InboxRecord.Webhook) read).webhook().signal();
  }
}
