package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Milliseconds as a number, as {@code {"min":50,"max":300}} or as {@code {"p50":80,"p99":1500}}.
 */
final class DelayJson {
  private static final Pattern PERCENTILE = Pattern.compile("p(100|[0-9]{1,2}(?:\\.[0-9]{1,6})?)");

  /** Callers wait in real time. */
  private static final long LONGEST = Duration.ofHours(1).toMillis();

  private DelayJson() {}

  static Delay parse(JsonNode json) {
    if (json.isNumber()) {
      return new Delay.Fixed(millis(json));
    }
    if (!json.isObject() || json.isEmpty()) {
      throw bad(json);
    }
    if (json.has("min") || json.has("max")) {
      return uniform(json);
    }
    return percentiles(json);
  }

  private static Delay uniform(JsonNode json) {
    Duration min = millis(json.path("min"));
    Duration max = millis(json.path("max"));
    if (json.size() != 2 || min.compareTo(max) > 0) {
      throw bad(json);
    }
    return new Delay.Uniform(min, max);
  }

  private static Delay percentiles(JsonNode json) {
    TreeMap<Double, Duration> points = new TreeMap<>();
    for (Map.Entry<String, JsonNode> point : json.properties()) {
      Matcher name = PERCENTILE.matcher(point.getKey());
      if (!name.matches()) {
        throw bad(json);
      }
      Duration before = points.put(Double.valueOf(name.group(1)), millis(point.getValue()));
      if (before != null) {
        throw bad(json);
      }
    }
    Duration last = Duration.ZERO;
    for (Duration next : points.values()) {
      if (next.compareTo(last) < 0) {
        throw bad(json);
      }
      last = next;
    }
    return new Delay.Percentiles(points);
  }

  private static Duration millis(JsonNode value) {
    return Duration.ofMillis(ControlBody.whole("latency_ms", value, LONGEST));
  }

  private static SandboxRefusal bad(JsonNode json) {
    return SandboxRefusal.bad(
        "latency_ms: "
            + json
            + " is neither a number, nor {\"min\":50,\"max\":300}, nor rising percentiles like"
            + " {\"p50\":80,\"p99\":1500}.");
  }

  static JsonNode of(Delay delay) {
    return switch (delay) {
      case Delay.Fixed(Duration value) -> LongNode.valueOf(value.toMillis());
      case Delay.Uniform(Duration min, Duration max) ->
          Json.object().put("min", min.toMillis()).put("max", max.toMillis());
      case Delay.Percentiles percentiles -> {
        ObjectNode json = Json.object();
        percentiles
            .points()
            .forEach(
                (percentile, value) ->
                    json.put("p" + (percentile + "").replaceFirst("\\.0$", ""), value.toMillis()));
        yield json;
      }
    };
  }
}
