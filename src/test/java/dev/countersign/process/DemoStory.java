package dev.countersign.process;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.sandbox.Sandbox;
import dev.countersign.sandbox.SandboxPerson;
import java.time.Duration;
import java.util.List;

/**
 * The demo's story as a service and four people live it: whatever they do, they do because of an
 * event, so that it goes on by itself however often the worker dies.
 */
final class DemoStory {
  static final String BEGINNING =
      "{\"id\":\"ada-1\",\"user\":\"ada\",\"txjson\":{\"TransactionType\":\"SignIn\"}}";

  /** What the topic holds in the end, by request and sequence. */
  static final List<String> EVENTS =
      List.of(
          "ada-1 0 CREATED",
          "ada-1 1 OPENED",
          "ada-1 2 SIGNED",
          "ada-2 0 CREATED",
          "ada-2 1 OPENED",
          "ada-2 2 SIGNED",
          "bob-1 0 CREATED",
          "bob-1 1 OPENED",
          "bob-1 2 REJECTED",
          "carol-1 0 CREATED",
          "carol-1 1 EXPIRED");

  private static final String TO = "\"Destination\":\"rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh\"";

  private final Service service;
  private final Sandbox sandbox;
  private final SandboxPerson ada;
  private final SandboxPerson bob;

  DemoStory(Service service, Sandbox sandbox) {
    this.service = service;
    this.sandbox = sandbox;
    this.ada = sandbox.person("ada");
    this.bob = sandbox.person("bob");
  }

  /** From the first command to the last event. */
  void play() {
    service.send(BEGINNING);
    boolean goesOn = true;
    while (goesOn) {
      goesOn = react(service.next());
    }
  }

  private boolean react(JsonNode event) {
    String uuid = event.path("payload_uuid").asText();
    String what = event.path("request_id").asText() + ' ' + event.path("type").asText();
    switch (what) {
      case "ada-1 CREATED" -> ada.open(uuid);
      case "ada-1 OPENED", "ada-2 OPENED" -> ada.sign(uuid);
      case "ada-1 SIGNED" ->
          service.send(
              "{\"id\":\"ada-2\",\"user\":\"ada\",\"txjson\":{\"TransactionType\":\"Payment\","
                  + TO
                  + ",\"Amount\":\"25000000\"}}");
      case "ada-2 CREATED" -> {
        if (!event.path("created").path("push_accepted").asBoolean()) {
          throw new AssertionError("ada-2 was not pushed: " + event);
        }
        ada.open(uuid);
      }
      case "ada-2 SIGNED" ->
          service.send(
              "{\"id\":\"bob-1\",\"user\":\"bob\",\"txjson\":{\"TransactionType\":\"Payment\","
                  + TO
                  + ",\"Amount\":\"990000000\"}}");
      case "bob-1 CREATED" -> bob.open(uuid);
      case "bob-1 OPENED" -> bob.reject(uuid);
      case "bob-1 REJECTED" ->
          service.send(
              "{\"id\":\"carol-1\",\"user\":\"carol\",\"options\":{\"expire\":1},"
                  + "\"txjson\":{\"TransactionType\":\"SignIn\"}}");
      case "carol-1 CREATED" -> sandbox.clock().advance(Duration.ofSeconds(61));
      case "carol-1 EXPIRED" -> {
        return false;
      }
      case String other -> throw new AssertionError("not in the story: " + event);
    }
    return true;
  }
}
