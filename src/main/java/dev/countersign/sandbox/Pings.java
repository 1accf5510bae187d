package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code ping} and {@code ping-noauth} (PROTOCOL §9). */
final class Pings {
  private Pings() {}

  static Answer authenticated(Exchange exchange) {
    Session session = exchange.session();
    return session == null ? backEnd(exchange) : signedIn(session);
  }

  /** No {@code auth}: clients tell the two apart by it (PROTOCOL §9.2). */
  private static Answer signedIn(Session session) {
    ObjectNode body = Json.object().put("pong", true);
    body.setAll(session.claims());
    return Answer.json(200, body);
  }

  private static Answer backEnd(Exchange exchange) {
    Application application = exchange.application();
    ObjectNode body = pong(exchange);
    ((ObjectNode) body.path("auth"))
        .putObject("application")
        .put("uuidv4", application.key())
        .put("name", application.name())
        .put("webhookurl", application.webhookUrl == null ? "" : application.webhookUrl.toString())
        .put("disabled", application.disabled ? 1 : 0);
    return Answer.json(200, body);
  }

  static Answer anonymous(Exchange exchange) {
    return Answer.json(200, pong(exchange));
  }

  private static ObjectNode pong(Exchange exchange) {
    ObjectNode body = Json.object().put("pong", true);
    ObjectNode auth = body.putObject("auth");
    auth.putObject("quota");
    auth.putObject("call").put("uuidv4", exchange.reference);
    return body;
  }
}
