package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What applications pushed to people's phones besides sign requests (PROTOCOL §9.1). */
final class Notifications {
  private static final int KEPT = 100;

  /**
   * @param event the payload behind it, if it is an xApp event
   * @param silent the phone did not make itself heard
   */
  record Notification(
      Instant at,
      Application application,
      @Nullable String subtitle,
      @Nullable String body,
      @Nullable JsonNode data,
      boolean silent,
      @Nullable String event) {}

  private record Received(long number, Notification notification) {}

  private final Map<Person, Deque<Received>> byPerson = new HashMap<>();
  private long last;

  void add(Person person, Notification notification) {
    Deque<Received> received = byPerson.computeIfAbsent(person, p -> new ArrayDeque<>());
    if (received.size() == KEPT) {
      received.removeLast();
    }
    received.addFirst(new Received(++last, notification));
  }

  /** Newest first. */
  ArrayNode json(Person person) {
    ArrayNode json = Json.array();
    for (Received received : byPerson.getOrDefault(person, new ArrayDeque<>())) {
      Notification one = received.notification;
      json.addObject()
          .put("number", received.number)
          .put("time", one.at.toString())
          .put("application", one.application.name())
          .put("subtitle", one.subtitle)
          .put("body", one.body)
          .put("silent", one.silent)
          .put("event", one.event)
          .set("data", one.data);
    }
    return json;
  }

  void clear() {
    byPerson.clear();
    last = 0;
  }
}
