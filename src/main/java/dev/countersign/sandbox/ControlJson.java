package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What the control API and the phone show. */
final class ControlJson {
  private ControlJson() {}

  /** A payload as a wallet shows it, and what became of it. */
  static ObjectNode payload(World world, Payload payload) {
    ObjectNode json = Json.object();
    json.put("uuid", payload.uuid);
    json.putObject("application")
        .put("key", payload.application.key())
        .put("name", payload.application.name());
    json.put("identifier", payload.request.customMeta().identifier());
    json.put("instruction", payload.request.customMeta().instruction());
    json.put("tx_type", payload.request.template().type());
    json.set("request_json", payload.request.template().requestJson());
    json.put("network", Network.wantedBy(payload.request).name());
    json.put("created_at", payload.createdAt.toString());
    json.put("expires_at", PayloadJson.seconds(payload.expiresAt));
    json.put("expires_in_seconds", PayloadJson.expiresIn(payload.expiresAt, world.now()));
    json.put("pushed_to", payload.pushedTo == null ? null : payload.pushedTo.name);
    json.put("opened", payload.openedInTime);
    json.put("resolved", payload.resolved());
    json.put("signed", payload.signed());
    json.put("unreported", payload.unreported == null ? null : payload.unreported.txid());
    json.put("cancelled", payload.cancelled);
    json.put("expired", payload.expired(world.now()));
    return json;
  }

  static ArrayNode payloads(World world, List<Payload> payloads) {
    ArrayNode json = Json.array();
    payloads.forEach(payload -> json.add(payload(world, payload)));
    return json;
  }

  static ObjectNode person(World world, Person person) {
    ObjectNode json =
        Json.object()
            .put("name", person.name)
            .put("account", person.identity.account())
            .put("user", person.identity.userId())
            .put("kyc", world.kyc.of(person.identity.account()).name())
            .put("airplane", world.phones.of(person).offline());
    json.set("pending", payloads(world, world.pending(person)));
    json.set("notifications", world.notifications.json(person));
    ArrayNode permitted = json.putArray("applications");
    for (Application application : world.applications.all()) {
      if (world.tokens.live(person, application, world.now()) != null) {
        permitted.addObject().put("key", application.key()).put("name", application.name());
      }
    }
    return json;
  }

  static ObjectNode clock(World world) {
    return Json.object().put("now", world.now().toString()).put("speed", world.timeline.speed());
  }

  static ObjectNode limits(World world) {
    ObjectNode json = limits(Json.object(), world.limits());
    ArrayNode own = json.putArray("applications");
    for (Application application : world.applications.all()) {
      Limits limits = application.limits;
      if (limits != null) {
        limits(own.addObject().put("application", application.key()), limits);
      }
    }
    return json;
  }

  private static ObjectNode limits(ObjectNode json, Limits limits) {
    return json.put("creates", limits.creates()).put("calls", limits.calls());
  }

  static ObjectNode application(Application application) {
    ObjectNode json =
        Json.object()
            .put("key", application.key())
            .put("name", application.name())
            .put(
                "webhook_url",
                application.webhookUrl == null ? null : application.webhookUrl.toString())
            .put("disabled", application.disabled)
            .put("xapp", application.xapp)
            .put("push_to_anyone", application.pushesToAnyone);
    ArrayNode uris = json.putArray("redirect_uris");
    application.redirectUris.allowed().forEach(uris::add);
    return json;
  }

  static ObjectNode webhooks(List<WebhookAttempt> attempts) {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("webhooks");
    for (WebhookAttempt attempt : attempts) {
      list.addObject()
          .put("time", attempt.at().toString())
          .put("application", attempt.application())
          .put("payload", attempt.payload())
          .put("call", attempt.call())
          .put("url", attempt.url().toString())
          .put("attempt", attempt.attempt())
          .put("outcome", attempt.outcome().name().toLowerCase(Locale.ROOT))
          .put("status", attempt.status());
    }
    return json;
  }

  static ObjectNode faults(FaultRules faults) {
    ObjectNode json = Json.object();
    ArrayNode rules = json.putArray("faults");
    faults.all().forEach(rule -> rules.add(FaultJson.describe(rule)));
    return json;
  }

  static ObjectNode calls(Collection<Call> calls) {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("calls");
    for (Call call : calls) {
      list.addObject()
          .put("time", call.at().toString())
          .put("application", call.application())
          .put("endpoint", call.endpoint())
          .put("method", call.method())
          .put("path", call.path())
          .put("status", call.status())
          .put("code", call.code())
          .put("payload", call.payload())
          .put("identifier", call.identifier());
    }
    return json;
  }
}
