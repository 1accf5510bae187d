package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an application is told about one resolution: the same bytes in every attempt. */
record WebhookMessage(Application application, URI url, String payload, String call, byte[] body) {
  /** The call of the wallet, shared by the frame and all copies of its webhook (PROTOCOL §8.3). */
  private static final String CALL = "reference_call_uuidv4";

  private static final List<String> OF_THE_FRAME =
      List.of("payload_uuidv4", CALL, "signed", "user_token", "return_url", "txid");

  /** The body of PROTOCOL §8.1: no account, no blob and no result, for those are to be read. */
  static WebhookMessage of(
      URI url, Payload payload, ObjectNode frame, UserTokens.@Nullable Token token) {
    ObjectNode body = Json.object();
    body.putObject("meta")
        .put("url", url.toString())
        .put("application_uuidv4", payload.application.key())
        .put("payload_uuidv4", payload.uuid)
        .set("opened_by_deeplink", frame.get("opened_by_deeplink"));
    body.set("custom_meta", frame.get("custom_meta"));
    ObjectNode response = body.putObject("payloadResponse");
    OF_THE_FRAME.stream().filter(frame::has).forEach(f -> response.set(f, frame.get(f)));
    response.put("user_token", token != null);
    body.set("userToken", token == null ? null : userToken(token));
    return new WebhookMessage(
        payload.application, url, payload.uuid, frame.path(CALL).asText(), Json.bytes(body));
  }

  private static ObjectNode userToken(UserTokens.Token token) {
    return Json.object()
        .put("user_token", token.value)
        .put("token_issued", token.issuedAt.getEpochSecond())
        .put("token_expiration", token.expiresAt.getEpochSecond());
  }
}
