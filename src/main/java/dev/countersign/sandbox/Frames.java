package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The frames of PROTOCOL §7.1. */
final class Frames {
  private static final int NEARLY_64_KIB = 60 * 1024;

  private Frames() {}

  static ObjectNode message(String text) {
    return Json.object().put("message", text);
  }

  static ObjectNode flag(String name) {
    return Json.object().put(name, true);
  }

  /** No type field: recognised by the presence of {@code signed}; no txid in a rejection. */
  static ObjectNode resolved(
      Payload payload, String call, Identity.@Nullable Signed signature, boolean userToken) {
    PayloadOptions options = payload.request.options();
    ObjectNode frame = Json.object();
    frame.put("payload_uuidv4", payload.uuid);
    frame.put("reference_call_uuidv4", call);
    frame.put("signed", signature != null);
    frame.put("user_token", userToken);
    frame
        .putObject("return_url")
        .put("app", ReturnUrl.of(options.returnApp(), payload, signature))
        .put("web", ReturnUrl.of(options.returnWeb(), payload, signature));
    if (signature != null) {
      frame.put("txid", signature.txid());
    }
    frame.put("opened_by_deeplink", payload.openedByDeeplink);
    frame.set("custom_meta", payload.request.customMeta().json());
    return frame;
  }

  /** What no client may trip over. */
  static List<String> garbage() {
    ObjectNode stranger = Json.object();
    stranger.put("payload_uuidv4", "00000000-0000-4000-8000-000000000000");
    stranger.put("reference_call_uuidv4", "00000000-0000-4000-8000-000000000001");
    stranger.put("signed", true);
    stranger.put("user_token", false);
    return List.of(
        "{\"expired\":true\"}",
        "no JSON at all",
        "[1,2,3]",
        "null",
        "{\"unheard_of\":{\"deeply\":[null,{}]}}",
        Json.text(stranger),
        Json.text(message("x".repeat(NEARLY_64_KIB))));
  }
}
