package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Create, read and cancel (PROTOCOL §4 to §6). */
final class PayloadCalls {
  private final World world;
  private final PayloadJson json;

  PayloadCalls(World world) {
    this.world = world;
    this.json = new PayloadJson(world.tokens);
  }

  Answer create(Exchange exchange, @Nullable JsonNode body) {
    // Also a failed POST consumed its uuid, and the log shows what it was about.
    exchange.about(null, body == null ? null : identifierIn(body));
    CreateRequest request = CreateRequest.of(body);
    Application application = exchange.application();
    Person holder = addressee(exchange, request);
    Payload payload = new Payload(exchange.reference, application, request, world.now(), holder);
    world.payloads.add(payload);
    exchange.about(payload.uuid, request.customMeta().identifier());
    return Answer.json(200, created(payload, exchange.origin()));
  }

  /**
   * Whoever is signed in is pushed to by itself, unless they took that back (PROTOCOL §4, §8.4).
   */
  private @Nullable Person addressee(Exchange exchange, CreateRequest request) {
    Application application = exchange.application();
    Session session = exchange.session();
    if (session == null) {
      return world.tokens.holder(request.userToken(), application, world.now());
    }
    return world.tokens.revoked(session.person(), application) ? null : session.person();
  }

  private static @Nullable String identifierIn(JsonNode body) {
    JsonNode identifier = body.path("custom_meta").path("identifier");
    return identifier.isTextual() || identifier.isNumber() ? identifier.asText() : null;
  }

  private static ObjectNode created(Payload payload, Origin origin) {
    boolean pushed = payload.pushedTo != null;
    ObjectNode body = Json.object().put("uuid", payload.uuid);
    ObjectNode next = body.putObject("next").put("always", origin.sign(payload.uuid));
    if (pushed) {
      next.put("no_push_msg_received", origin.sign(payload.uuid) + "/qr");
    }
    ObjectNode refs = body.putObject("refs");
    refs.put("qr_png", origin.sign(payload.uuid) + "_q.png");
    refs.put("qr_matrix", origin.sign(payload.uuid) + "_q.json");
    refs.putArray("qr_uri_quality_opts").add("m").add("q").add("h");
    refs.put("websocket_status", origin.socket(payload.uuid));
    return body.put("pushed", pushed);
  }

  Answer read(Exchange exchange) {
    return read(exchange, world.payloads.find(exchange.route.argument()));
  }

  Answer readByIdentifier(Exchange exchange) {
    return read(exchange, world.payloads.find(exchange.application(), exchange.route.argument()));
  }

  private Answer read(Exchange exchange, @Nullable Payload candidate) {
    Payload payload = owned(exchange, candidate);
    if (world.faults.hides(exchange.target(), Duration.between(payload.bornAt, world.now()))) {
      throw PlatformError.notFound();
    }
    fetched(exchange, payload);
    ObjectNode body = json.read(payload, world.now());
    return Answer.json(200, world.settings.oldBodies() ? OldBodies.read(body) : body);
  }

  /** First match of PROTOCOL §6; {@code meta} is the state before, with expired forced to true. */
  Answer cancel(Exchange exchange) {
    Payload payload = owned(exchange, world.payloads.find(exchange.route.argument()));
    fetched(exchange, payload);
    Instant now = world.now();
    ObjectNode meta = PayloadJson.meta(payload, now).put("expired", true);
    String reason = reason(payload, now);
    boolean ok = reason.equals("OK");
    if (ok) {
      payload.cancelled = true;
      payload.expiresAt = now;
    }
    ObjectNode body = Json.object();
    body.putObject("result").put("cancelled", ok).put("reason", reason);
    body.set("meta", meta);
    body.set("custom_meta", payload.request.customMeta().json());
    return Answer.json(200, world.settings.oldBodies() ? OldBodies.read(body) : body);
  }

  private static String reason(Payload payload, Instant now) {
    if (payload.cancelled) {
      return "ALREADY_CANCELLED";
    }
    if (payload.resolved()) {
      return "ALREADY_RESOLVED";
    }
    if (payload.expired(now)) {
      return "ALREADY_EXPIRED";
    }
    return payload.openedInTime && !payload.xappEvent ? "ALREADY_OPENED" : "OK";
  }

  private static Payload owned(Exchange exchange, @Nullable Payload payload) {
    if (payload == null || payload.application != exchange.application()) {
      throw PlatformError.notFound();
    }
    return payload;
  }

  private void fetched(Exchange exchange, Payload payload) {
    exchange.about(payload.uuid, payload.request.customMeta().identifier());
    world.sockets.publish(payload, Frames.flag("devapp_fetched"));
  }
}
