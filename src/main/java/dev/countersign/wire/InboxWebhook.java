package dev.countersign.wire;

import dev.countersign.request.Signal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A verified webhook on its way to the owner of its request. It has no user token: that stays where
 * it was received.
 *
 * @param application alias of the one whose secret it is signed with
 * @param tokenExpiresAt when the person's user token expires, if the platform told
 */
public record InboxWebhook(
    String requestId,
    String application,
    String payloadUuid,
    boolean signed,
    @Nullable Instant tokenExpiresAt) {

  public Signal.WebhookReceived signal() {
    return new Signal.WebhookReceived(payloadUuid, signed, tokenExpiresAt);
  }
}
