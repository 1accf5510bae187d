package dev.countersign.platform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.ledger.Inspector;
import dev.countersign.request.Ask;
import dev.countersign.request.Inspection;
import dev.countersign.request.PayloadView;
import dev.countersign.request.UserToken;
import org.jspecify.annotations.Nullable;

/** Reads the body of GET payload (PROTOCOL §5.1), in the shapes of all years. */
final class PayloadReader {
  private PayloadReader() {}

  /**
   * Null: this is no payload.
   *
   * @param asked null if that is not remembered any more; then the platform's word is taken
   */
  static @Nullable PayloadView read(JsonNode body, Ask.@Nullable Template asked) {
    JsonNode meta = body.path("meta");
    String uuid = Json.text(meta, "uuid");
    // Without these two nothing could be concluded, and "waiting" would be a false conclusion.
    if (uuid == null || Json.bool(meta, "signed") == null || Json.bool(meta, "resolved") == null) {
      return null;
    }
    JsonNode payload = body.path("payload");
    boolean signed = Json.isTrue(meta, "signed");
    String token = Json.text(body.path("application"), "issued_user_token");
    boolean multisign = Json.isTrue(meta, "multisign");
    PayloadView.Response response = response(body.path("response"), payload, meta, signed);
    Ask.Template held = signed ? held(payload) : null;
    return new PayloadView(
        uuid,
        signed || Json.isTrue(meta, "resolved"),
        signed,
        Json.isTrue(meta, "cancelled"),
        Json.isTrue(meta, "expired"),
        Json.isTrue(meta, "app_opened"),
        Json.isTrue(meta, "pushed"),
        !Boolean.FALSE.equals(Json.bool(meta, "submit")),
        multisign,
        Json.text(payload, "tx_type"),
        Json.instant(payload, "created_at"),
        Json.instant(payload, "expires_at"),
        token == null ? null : new UserToken(token),
        response,
        signed
            ? Inspector.inspect(asked == null ? held : asked, response, multisign)
            : new Inspection.NothingSigned(),
        held);
  }

  private static Ask.@Nullable Template held(JsonNode payload) {
    JsonNode transaction = payload.path("request_json");
    return transaction.isObject() ? new Ask.Template.TxJson(transaction.toString()) : null;
  }

  private static PayloadView.Response response(
      JsonNode response, JsonNode payload, JsonNode meta, boolean signed) {
    return new PayloadView.Response(
        signed ? Json.text(response, "account") : null,
        Json.text(response, "signer"),
        Json.text(response, "txid"),
        Json.text(response, "hex"),
        Json.text(response, "multisign_account"),
        Json.text(response, "dispatched_to"),
        Json.text(response, "dispatched_nodetype"),
        Json.text(response, "dispatched_result"),
        Json.text(response, "environment_nodetype"),
        Json.integer(response, "environment_networkid"),
        Json.text(payload, "origintype"),
        Json.text(payload, "signmethod"),
        Json.bool(meta, "opened_by_deeplink"),
        Json.instant(response, "resolved_at"));
  }
}
