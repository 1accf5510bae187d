package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The value of a webhook's inbox record: a small JSON object. */
final class WebhookBytes {
  private static final String APPLICATION = "application";
  private static final String PAYLOAD = "payload_uuid";
  private static final String SIGNED = "signed";
  private static final String EXPIRES = "token_expires_at";

  private WebhookBytes() {}

  static byte[] write(InboxWebhook webhook) {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put(APPLICATION, new Json.Str(webhook.application()));
    members.put(PAYLOAD, new Json.Str(webhook.payloadUuid()));
    members.put(SIGNED, new Json.Bool(webhook.signed()));
    if (webhook.tokenExpiresAt() != null) {
      members.put(EXPIRES, new Json.Str(AvroJson.time(webhook.tokenExpiresAt())));
    }
    return JsonText.canonical(new Json.Obj(members)).getBytes(UTF_8);
  }

  /** Fields that a newer release adds are not for us. */
  static InboxWebhook read(String requestId, byte[] value) throws UndecodableException {
    List<String> problems = new ArrayList<>();
    Json json = JsonReader.read(new String(value, UTF_8), "", Set.of(), problems);
    if (!(json instanceof Json.Obj object)) {
      throw new UndecodableException("must be a JSON object, got " + json.kind());
    }
    Fields fields = new Fields("", object, problems);
    String application = fields.string(APPLICATION);
    String payload = fields.string(PAYLOAD);
    Boolean signed = fields.bool(SIGNED);
    Instant expires = fields.time(EXPIRES);
    if (application == null
        || payload == null
        || signed == null
        || !Fields.isUuid(payload)
        || !problems.isEmpty()) {
      throw new UndecodableException("a field of the webhook is missing or malformed");
    }
    return new InboxWebhook(requestId, application, payload, signed, expires);
  }
}
