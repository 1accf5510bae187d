package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that one person's phone shows. Without the clock, so that it is equal while still. */
final class PhoneJson {
  private static final int HISTORY = 50;
  private static final int NEARBY = 20;

  private PhoneJson() {}

  static ObjectNode of(World world, Person person) {
    Phone phone = world.phones.of(person);
    ObjectNode json =
        Json.object()
            .put("name", person.name)
            .put("account", person.identity.account())
            .put("airplane", phone.offline());
    ArrayNode people = json.putArray("people");
    world.people().forEach(p -> people.add(p.name));
    ObjectNode memory = phone.memory();
    json.setAll(memory == null ? lists(world, person) : memory);
    ArrayNode kept = json.putArray("kept");
    phone
        .kept()
        .forEach(a -> kept.addObject().put("payload", a.payload().uuid).put("action", a.action()));
    ArrayNode refused = json.putArray("refused");
    phone.refused().forEach(refused::add);
    return json;
  }

  /** What a device hears from the platform, and so goes without in airplane mode. */
  static ObjectNode lists(World world, Person person) {
    Instant now = world.now();
    ObjectNode json = Json.object();
    json.set("pending", payloads(world, person, world.pending(person)));
    List<Payload> past =
        world.payloads.all().stream()
            .filter(p -> p.concerns(person) && !p.isOpen(now))
            .sorted(Comparator.comparing(PhoneJson::ended).reversed())
            .limit(HISTORY)
            .toList();
    json.set("history", payloads(world, person, past));
    List<Payload> elsewhere =
        world.payloads.all().stream()
            .filter(p -> !p.concerns(person) && p.isOpen(now))
            .sorted(Comparator.comparing((Payload p) -> p.bornAt).reversed())
            .limit(NEARBY)
            .toList();
    json.set("nearby", payloads(world, person, elsewhere));
    json.set("notifications", world.notifications.json(person));
    json.set("applications", ControlJson.person(world, person).path("applications"));
    return json;
  }

  private static Instant ended(Payload payload) {
    Resolution resolution = payload.resolution;
    return resolution == null ? payload.expiresAt : resolution.at();
  }

  private static ArrayNode payloads(World world, Person person, List<Payload> payloads) {
    ArrayNode json = Json.array();
    payloads.forEach(payload -> json.add(payload(world, person, payload)));
    return json;
  }

  private static ObjectNode payload(World world, Person person, Payload payload) {
    PayloadOptions options = payload.request.options();
    ObjectNode json = request(world, payload);
    json.put("loaded", payload.openers.contains(person));
    json.put("may_sign", options.mayBeSignedBy(person.identity.account()));
    Identity.Signed signature = null;
    switch (payload.resolution) {
      case null -> {}
      case Resolution.Signed signed -> {
        signature = signed.signature();
        json.put("by", signed.by().name)
            .put("resolved_at", signed.at().toString())
            .put("txid", signature.txid())
            .put("dispatched_result", signed.dispatched())
            .put("signed_on", signed.network().name());
      }
      case Resolution.Rejected rejected ->
          json.put("by", rejected.by().name).put("resolved_at", rejected.at().toString());
    }
    return returning(json, payload, signature);
  }

  /** A request and its state as everybody with the link may see it. */
  static ObjectNode request(World world, Payload payload) {
    PayloadOptions options = payload.request.options();
    ObjectNode json = ControlJson.payload(world, payload);
    json.remove(List.of("expires_in_seconds", "identifier"));
    json.put("submit", options.submit());
    json.put("multisign", options.multisign());
    json.set("signers", options.signers());
    ObjectNode computed = Memos.readable(payload.request.template().requestJson());
    json.set("memos", computed == null ? Json.array() : computed.path("Memos"));
    return json;
  }

  static ObjectNode returning(
      ObjectNode json, Payload payload, Identity.@Nullable Signed signature) {
    PayloadOptions options = payload.request.options();
    json.put("return_app", ReturnUrl.of(options.returnApp(), payload, signature));
    return json.put("return_web", ReturnUrl.of(options.returnWeb(), payload, signature));
  }
}
