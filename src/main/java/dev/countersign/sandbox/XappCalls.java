package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One-time tokens and messages of applications that have an xApp (PROTOCOL §9.1, §9.2). */
final class XappCalls {
  private static final JsonNode SIGN_IN =
      Json.parse("{\"txjson\":{\"TransactionType\":\"SignIn\"}}");

  private final World world;

  XappCalls(World world) {
    this.world = world;
  }

  Answer ott(Exchange exchange) {
    Application application = withXapp(exchange);
    return Answer.json(
        200, world.oneTimeTokens.redeem(exchange.route.argument(), application, world.now()).data);
  }

  Answer ottAgain(Exchange exchange) {
    Application application = withXapp(exchange);
    String[] parts = exchange.route.argument().split("/");
    return Answer.json(200, world.oneTimeTokens.again(parts[0], parts[1], application).data);
  }

  Answer authorize(Exchange exchange) {
    Application application = withXapp(exchange);
    OneTimeToken token =
        world.oneTimeTokens.redeem(
            Objects.requireNonNull(exchange.ott(), "authentication asked for it"),
            application,
            world.now());
    ObjectNode body = Json.object();
    body.set("ott", token.data);
    body.putObject("app").put("name", application.name());
    body.put("jwt", world.jwts.xapp(token, exchange.origin().http()));
    return Answer.json(200, body);
  }

  Answer push(Exchange exchange, @Nullable JsonNode body) {
    Person person = addressee(exchange, body);
    notify(exchange, person, body, null);
    return Answer.json(200, Json.object().put("pushed", true));
  }

  /** A payload that the person finds in their list of events; DELETE takes it back. */
  Answer event(Exchange exchange, @Nullable JsonNode body) {
    Person person = addressee(exchange, body);
    CreateRequest plain = CreateRequest.of(SIGN_IN);
    CreateRequest request =
        new CreateRequest(
            plain.template(),
            plain.options(),
            new CustomMeta(null, data(body), text(body, "body")),
            null);
    Payload payload =
        new Payload(exchange.reference, exchange.application(), request, world.now(), person);
    payload.xappEvent = true;
    world.payloads.add(payload);
    exchange.about(payload.uuid, null);
    notify(exchange, person, body, payload.uuid);
    return Answer.json(200, Json.object().put("pushed", true).put("uuid", payload.uuid));
  }

  /** Codes of PROTOCOL §3.1 in its order, but for the body: one cannot look for a token first. */
  private Person addressee(Exchange exchange, @Nullable JsonNode body) {
    Application application = withXapp(exchange);
    if (body == null || !body.isObject()) {
      throw PlatformError.invalid(601);
    }
    if (application.pushesToAnyone && !body.has("user_token")) {
      return anyone(body);
    }
    String token = Json.string(body, "user_token");
    if (token == null || !Ids.isV4(token)) {
      throw PlatformError.invalid(600);
    }
    Person person = world.tokens.holder(token, application, world.now());
    if (person == null) {
      throw PlatformError.invalid(602);
    }
    return person;
  }

  private Person anyone(JsonNode body) {
    String user = Json.string(body, "user_uuid");
    String account = Json.string(body, "user_account");
    if (user == null && account == null) {
      throw PlatformError.invalid(600);
    }
    return world.people().stream()
        .filter(p -> p.identity.userId().equals(user) || p.identity.account().equals(account))
        .findFirst()
        .orElseThrow(() -> PlatformError.invalid(602));
  }

  private void notify(
      Exchange exchange, Person person, @Nullable JsonNode body, @Nullable String event) {
    world.notifications.add(
        person,
        new Notifications.Notification(
            world.now(),
            exchange.application(),
            text(body, "subtitle"),
            text(body, "body"),
            data(body),
            body != null && body.path("silent").asBoolean(),
            event));
  }

  private static Application withXapp(Exchange exchange) {
    Application application = exchange.application();
    if (!application.xapp) {
      throw PlatformError.invalid(403);
    }
    return application;
  }

  private static @Nullable String text(@Nullable JsonNode body, String field) {
    return body == null ? null : Json.string(body, field);
  }

  private static @Nullable JsonNode data(@Nullable JsonNode body) {
    JsonNode data = body == null ? null : body.get("data");
    return Json.present(data) ? data : null;
  }
}
