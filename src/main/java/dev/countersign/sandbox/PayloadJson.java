package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A payload as the application reads it (PROTOCOL §5.1). */
final class PayloadJson {
  private final UserTokens tokens;

  PayloadJson(UserTokens tokens) {
    this.tokens = tokens;
  }

  ObjectNode read(Payload payload, Instant now) {
    ObjectNode json = Json.object();
    json.set("meta", meta(payload, now));
    json.set("application", application(payload, now));
    json.set("payload", payload(payload, now));
    json.set("response", ResponseJson.of(payload));
    json.set("custom_meta", payload.request.customMeta().json());
    return json;
  }

  static ObjectNode meta(Payload payload, Instant now) {
    PayloadOptions options = payload.request.options();
    String destination = payload.request.template().destination();
    Identity.Signed signature =
        payload.resolution instanceof Resolution.Signed signed ? signed.signature() : null;
    ObjectNode meta = Json.object();
    meta.put("exists", true);
    meta.put("uuid", payload.uuid);
    meta.put("multisign", options.multisign());
    meta.put("submit", options.submit());
    meta.put("pathfinding", options.pathfinding());
    meta.put("pathfinding_fallback", options.pathfindingFallback());
    meta.put("force_network", options.forceNetwork());
    meta.put("destination", destination);
    String known = CuratedAssets.name(destination);
    meta.put("resolved_destination", known == null ? destination : known);
    meta.put("resolved", payload.resolved());
    meta.put("signed", payload.signed());
    meta.put("cancelled", payload.cancelled);
    meta.put("expired", payload.expired(now));
    meta.put("pushed", payload.pushedTo != null);
    meta.put("app_opened", payload.openedInTime);
    meta.put("opened_by_deeplink", payload.openedByDeeplink);
    if (options.immutable() != null) {
      meta.put("immutable", options.immutable());
    }
    if (options.forceAccount() != null) {
      meta.put("forceAccount", options.forceAccount());
    }
    meta.put("return_url_app", ReturnUrl.read(options.returnApp(), payload, signature));
    meta.put("return_url_web", ReturnUrl.read(options.returnWeb(), payload, signature));
    meta.put("is_xapp", payload.xappEvent);
    meta.set("signers", options.signers());
    return meta;
  }

  private ObjectNode application(Payload payload, Instant now) {
    Application application = payload.application;
    return Json.object()
        .put("name", application.name())
        .put("description", "An application of the local sandbox")
        .put("disabled", application.disabled ? 1 : 0)
        .put("uuidv4", application.key())
        .put("icon_url", "")
        .put("issued_user_token", tokens.issuedBy(payload, now));
  }

  private static ObjectNode payload(Payload payload, Instant now) {
    TransactionTemplate template = payload.request.template();
    ObjectNode json = Json.object();
    json.put("tx_type", template.type());
    json.put("tx_destination", template.destination());
    json.put("tx_destination_tag", template.destinationTag());
    json.set("request_json", template.requestJson());
    json.put("origintype", origin(payload));
    json.put("signmethod", payload.signed() ? "PIN" : null);
    json.put("created_at", payload.createdAt.toString());
    json.put("expires_at", seconds(payload.expiresAt));
    json.put("expires_in_seconds", expiresIn(payload.expiresAt, now));
    ObjectNode computed = Memos.readable(template.requestJson());
    if (computed != null) {
      json.set("computed", computed);
    }
    return json;
  }

  private static @Nullable String origin(Payload payload) {
    return switch (payload.resolution) {
      case null -> null;
      case Resolution.Signed signed -> signed.origin();
      case Resolution.Rejected rejected -> rejected.origin();
    };
  }

  static long expiresIn(Instant expiresAt, Instant now) {
    return Math.floorDiv(Duration.between(now, expiresAt).toMillis(), 1000);
  }

  static String seconds(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
