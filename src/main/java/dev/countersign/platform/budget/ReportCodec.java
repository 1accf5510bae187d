package dev.countersign.platform.budget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reports as JSON. A reader takes the fields it knows and leaves the rest, so that neighbouring
 * releases understand each other.
 */
public final class ReportCodec {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** No figure is larger, whoever wrote it; so that sums stay numbers. */
  private static final int MOST = 1_000_000;

  private ReportCodec() {}

  public static byte[] encode(Report report) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("worker", report.worker());
    json.put("number", report.number());
    json.put("application", report.application());
    put(json, "taken", report.taken());
    put(json, "answered", report.answered());
    put(json, "unclear", report.unclear());
    put(json, "unused", report.unused());
    put(json, "refused", report.refused());
    if (!report.told().isEmpty()) {
      ArrayNode all = json.putArray("told");
      for (Told told : report.told()) {
        all.addObject()
            .put("create", told.create())
            .put("limit", told.limit())
            .put("remaining", told.remaining());
      }
    }
    Duration pause = report.pause();
    if (pause != null) {
      json.put("pause_ms", pause.toMillis());
    }
    if (!report.claims().isEmpty()) {
      ArrayNode all = json.putArray("claims");
      for (Claim claim : report.claims()) {
        all.addArray()
            .add(claim.rank().name())
            .add(claim.round())
            .add(claim.deadline())
            .add(claim.arrival())
            .add(claim.count());
      }
    }
    if (report.waiting().all() > 0) {
      json.putObject("waiting")
          .put("high", report.waiting().high())
          .put("normal", report.waiting().normal())
          .put("low", report.waiting().low());
    }
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree is not JSON", impossible);
    }
  }

  private static void put(ObjectNode json, String name, Count count) {
    if (!count.isNone()) {
      json.putObject(name).put("creates", count.creates()).put("others", count.others());
    }
  }

  /** Null: it is none. */
  public static @Nullable Report decode(byte[] bytes) {
    JsonNode json;
    try {
      json = MAPPER.readTree(bytes);
    } catch (IOException _) {
      return null;
    }
    if (json == null || !json.path("worker").isTextual() || !json.path("application").isTextual()) {
      return null;
    }
    List<Told> told = new ArrayList<>();
    for (JsonNode each : json.path("told")) {
      told.add(
          new Told(
              each.path("create").asBoolean(),
              atLeastNone(each.path("limit")),
              atLeastNone(each.path("remaining"))));
    }
    List<Claim> claims = new ArrayList<>();
    for (JsonNode each : json.path("claims")) {
      Claim claim = claim(each);
      if (claim != null) {
        claims.add(claim);
      }
    }
    JsonNode pause = json.path("pause_ms");
    JsonNode waiting = json.path("waiting");
    return new Report(
        json.path("worker").asText(),
        json.path("number").asLong(),
        json.path("application").asText(),
        count(json, "taken"),
        count(json, "answered"),
        count(json, "unclear"),
        count(json, "unused"),
        count(json, "refused"),
        told,
        pause.isIntegralNumber() ? Duration.ofMillis(Math.max(0, pause.asLong())) : null,
        claims,
        new Backlog(
            atLeastNone(waiting.path("high")),
            atLeastNone(waiting.path("normal")),
            atLeastNone(waiting.path("low"))));
  }

  private static Count count(JsonNode json, String name) {
    JsonNode count = json.path(name);
    return new Count(atLeastNone(count.path("creates")), atLeastNone(count.path("others")));
  }

  private static int atLeastNone(JsonNode number) {
    return Math.clamp(number.asLong(), 0, MOST);
  }

  private static @Nullable Claim claim(JsonNode json) {
    for (Rank rank : Rank.values()) {
      if (rank.name().equals(json.path(0).asText())) {
        return new Claim(
            rank,
            json.path(1).asInt(),
            json.path(2).asLong(),
            json.path(3).asLong(),
            atLeastNone(json.path(4)));
      }
    }
    return null;
  }
}
