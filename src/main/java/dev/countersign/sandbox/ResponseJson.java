package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The response block and its null-versus-empty habits: the table in PROTOCOL §5.1. */
final class ResponseJson {
  private ResponseJson() {}

  static ObjectNode of(Payload payload) {
    return switch (payload.resolution) {
      case null -> pending(payload.request.template().account());
      case Resolution.Signed signed -> signed(payload, signed);
      case Resolution.Rejected rejected -> rejected(rejected);
    };
  }

  private static ObjectNode pending(@Nullable String account) {
    ObjectNode json = block(null, null, null, null, null, null, false);
    environment(json, null);
    json.putNull("multisign_account");
    json.put("account", account);
    json.putNull("signer");
    json.putNull("user");
    return json;
  }

  private static ObjectNode signed(Payload payload, Resolution.Signed signed) {
    String result = signed.dispatched();
    boolean dispatched = result != null;
    Identity who = signed.by().identity;
    ObjectNode json =
        block(
            signed.signature().hex(),
            signed.signature().txid(),
            PayloadJson.seconds(signed.at()),
            dispatched ? signed.network().node : "",
            dispatched ? signed.network().name() : "",
            dispatched ? result : "",
            dispatched);
    environment(json, signed.network());
    String signedFor = payload.request.template().account();
    json.put(
        "multisign_account",
        payload.request.options().multisign() && signedFor != null ? signedFor : "");
    json.put("account", who.account());
    json.put("signer", who.account());
    json.put("user", who.userId());
    json.put("environment_networkid", signed.network().id);
    return json;
  }

  private static ObjectNode rejected(Resolution.Rejected rejected) {
    ObjectNode json = block("", "", PayloadJson.seconds(rejected.at()), "", "", "", false);
    environment(json, null);
    json.put("multisign_account", "");
    json.put("account", "");
    json.putNull("signer");
    json.putNull("user");
    return json;
  }

  private static ObjectNode block(
      @Nullable String hex,
      @Nullable String txid,
      @Nullable String resolvedAt,
      @Nullable String to,
      @Nullable String nodetype,
      @Nullable String result,
      boolean toNode) {
    return Json.object()
        .put("hex", hex)
        .put("txid", txid)
        .put("resolved_at", resolvedAt)
        .put("dispatched_to", to)
        .put("dispatched_nodetype", nodetype)
        .put("dispatched_result", result)
        .put("dispatched_to_node", toNode);
  }

  private static void environment(ObjectNode json, @Nullable Network network) {
    json.put("environment_nodeuri", network == null ? null : network.node);
    json.put("environment_nodetype", network == null ? null : network.name());
  }
}
