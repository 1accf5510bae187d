package dev.countersign.platform.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.platform.Json;
import dev.countersign.platform.webhook.WebhookVerdict.Flaw;
import dev.countersign.platform.webhook.WebhookVerdict.Forgery;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the body of a verified webhook (PROTOCOL §8.1), in the shapes of all years. */
final class WebhookReader {
  private static final Pattern UUID =
      Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Instant NEVER = Instant.parse("3000-01-01T00:00:00Z");

  private WebhookReader() {}

  /**
   * @param apiKey whose webhook it has to be
   * @param named the payload that the header names
   */
  static WebhookVerdict read(byte[] body, String apiKey, String named) {
    JsonNode root = Json.object(new String(body, UTF_8));
    if (root == null) {
      return new WebhookVerdict.Useless(Flaw.UNREADABLE);
    }
    JsonNode meta = root.path("meta");
    JsonNode response = root.path("payloadResponse");
    String inMeta = Json.text(meta, "payload_uuidv4");
    String uuid = inMeta == null ? Json.text(response, "payload_uuidv4") : inMeta;
    if (uuid == null || !UUID.matcher(uuid).matches()) {
      return new WebhookVerdict.Useless(Flaw.UNREADABLE);
    }
    if (!uuid.equals(named)) {
      return new WebhookVerdict.Forged(Forgery.OTHER_PAYLOAD);
    }
    if (!apiKey.equalsIgnoreCase(Json.text(meta, "application_uuidv4"))) {
      return new WebhookVerdict.Useless(Flaw.OTHER_APPLICATION);
    }
    String call = Json.text(response, "reference_call_uuidv4");
    return new WebhookVerdict.Genuine(
        new Webhook(
            uuid,
            Json.text(root.path("custom_meta"), "identifier"),
            Json.isTrue(response, "signed"),
            expiry(root.path("userToken")),
            call != null && UUID.matcher(call).matches() ? call : null));
  }

  /** A moment that nobody can mean is none. */
  private static @Nullable Instant expiry(JsonNode userToken) {
    Instant at = Json.instant(userToken, "token_expiration");
    return at != null && at.isAfter(Instant.EPOCH) && at.isBefore(NEVER) ? at : null;
  }
}
