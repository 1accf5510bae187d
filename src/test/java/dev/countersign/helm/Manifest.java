package dev.countersign.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** One object that the chart asks Kubernetes for. */
record Manifest(JsonNode tree) {
  private static final String POD = "/spec/template";

  String kind() {
    return text("/kind");
  }

  String name() {
    return text("/metadata/name");
  }

  JsonNode at(String pointer) {
    return tree.at(pointer);
  }

  String text(String pointer) {
    return at(pointer).asText();
  }

  List<JsonNode> list(String pointer) {
    return elements(at(pointer));
  }

  static List<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  static Map<String, String> map(JsonNode object) {
    Map<String, String> map = new TreeMap<>();
    object.properties().forEach(field -> map.put(field.getKey(), field.getValue().asText()));
    return map;
  }

  /** The pod of a pod, or of what makes pods. */
  JsonNode pod() {
    return kind().equals("Pod") ? tree : at(POD);
  }

  JsonNode container() {
    return pod().at("/spec/containers/0");
  }

  @Override
  public String toString() {
    return kind() + " " + name();
  }
}
