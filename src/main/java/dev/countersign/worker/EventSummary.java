package dev.countersign.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An event for people who look on: without the signed transaction, and never long. */
final class EventSummary {
  /** Characters; nearly all events are shorter by far. */
  static final int LONGEST = 8 * 1024;

  private EventSummary() {}

  static String of(JsonNode event) {
    ObjectNode summary = event.deepCopy();
    if (summary.get("resolution") instanceof ObjectNode resolution) {
      resolution.remove("hex");
    }
    String text = summary.toString();
    if (text.length() <= LONGEST) {
      return text;
    }
    // What remains says what happened to which request; its details are in the topic.
    summary.properties().removeIf(field -> field.getValue().isContainerNode());
    summary.properties().removeIf(field -> field.getValue().asText().length() > LONGEST / 8);
    return summary.toString();
  }
}
