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

  private final Map<Person, Deque<Notification>> byPerson = new HashMap<>();

  void add(Person person, Notification notification) {
    Deque<Notification> received = byPerson.computeIfAbsent(person, p -> new ArrayDeque<>());
    if (received.size() == KEPT) {
      received.removeLast();
    }
    received.addFirst(notification);
  }

  /** Newest first. */
  ArrayNode json(Person person) {
    ArrayNode json = Json.array();
    for (Notification received : byPerson.getOrDefault(person, new ArrayDeque<>())) {
      json.addObject()
          .put("time", received.at.toString())
          .put("application", received.application.name())
          .put("subtitle", received.subtitle)
          .put("body", received.body)
          .put("silent", received.silent)
          .put("event", received.event)
          .set("data", received.data);
    }
    return json;
  }

  void clear() {
    byPerson.clear();
  }
}
