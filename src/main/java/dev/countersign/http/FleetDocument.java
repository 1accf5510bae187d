package dev.countersign.http;

import dev.countersign.worker.Members.Member;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fleet as one worker can tell it, put together from what each tells of itself. */
final class FleetDocument {
  private static final List<String> PRIORITIES = List.of("HIGH", "NORMAL", "LOW");

  private FleetDocument() {}

  /**
   * A worker and what it tells.
   *
   * @param document null: nothing
   * @param silence why it tells nothing; null: it does
   */
  record Heard(Member member, @Nullable JsonObject document, @Nullable String silence) {}

  /**
   * All of it.
   *
   * @param note what is not known of the fleet; null: all is
   */
  static JsonObject of(
      String fleet,
      int partitions,
      List<Integer> unowned,
      @Nullable String note,
      List<Heard> workers) {
    JsonObject document =
        new JsonObject()
            .put("fleet", fleet)
            .put("partitions", partitions)
            .put("unowned", new JsonArray(unowned))
            .put("workers", new JsonArray(workers.stream().map(FleetDocument::worker).toList()))
            .put("applications", applications(workers));
    documents(workers)
        .map(worker -> worker.getString("started_at"))
        .filter(Objects::nonNull)
        .min(String::compareTo)
        .ifPresent(since -> document.put("counted_since", since));
    return note == null ? document : document.put("note", note);
  }

  private static JsonObject worker(Heard heard) {
    Member member = heard.member();
    JsonObject worker =
        new JsonObject()
            .put("name", member.name())
            .put("this", member.isThis())
            .put("partitions", new JsonArray(List.copyOf(member.partitions())));
    if (member.url() != null) {
      worker.put("url", member.url().toString());
    }
    if (heard.document() == null) {
      return worker.put("silence", heard.silence());
    }
    JsonObject told = heard.document().copy();
    told.remove("applications");
    return worker.mergeIn(told);
  }

  private static Stream<JsonObject> documents(List<Heard> workers) {
    return workers.stream().map(Heard::document).filter(Objects::nonNull);
  }

  private static JsonArray applications(List<Heard> workers) {
    Set<String> names = new TreeSet<>();
    documents(workers).forEach(worker -> names.addAll(object(worker, "applications").fieldNames()));
    JsonArray all = new JsonArray();
    for (String name : names) {
      all.add(application(name, workers));
    }
    return all;
  }

  private static JsonObject application(String name, List<Heard> workers) {
    // What this worker sees of the budget goes before what others see of the same.
    List<JsonObject> told =
        workers.stream()
            .sorted((a, b) -> Boolean.compare(b.member().isThis(), a.member().isThis()))
            .map(Heard::document)
            .filter(Objects::nonNull)
            .map(worker -> object(object(worker, "applications"), name))
            .toList();
    JsonObject application =
        new JsonObject()
            .put("name", name)
            .put("creates", minute("creates", told))
            .put("calls", minute("calls", told))
            .put("waiting", sum(told.stream().map(one -> object(one, "waiting")), PRIORITIES))
            .put("events", sum(told.stream().map(one -> object(one, "events")), List.of()));
    told.stream()
        .map(one -> one.getJsonObject("stopped"))
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(stopped -> application.put("stopped", stopped));
    return application;
  }

  /** Who knows the limit knows most. */
  private static JsonObject minute(String kind, List<JsonObject> told) {
    return told.stream()
        .map(one -> object(one, kind))
        .filter(minute -> minute.containsKey("limit"))
        .findFirst()
        .orElseGet(
            () -> told.stream().map(one -> object(one, kind)).findFirst().orElse(new JsonObject()));
  }

  /**
   * @param always names that are there even if nobody tells them
   */
  private static JsonObject sum(Stream<JsonObject> counts, List<String> always) {
    JsonObject sum = new JsonObject();
    always.forEach(name -> sum.put(name, 0L));
    counts.forEach(
        one ->
            one.forEach(
                entry -> {
                  if (entry.getValue() instanceof Number number) {
                    sum.put(entry.getKey(), sum.getLong(entry.getKey(), 0L) + number.longValue());
                  }
                }));
    return sum;
  }

  private static JsonObject object(JsonObject in, String name) {
    return in.getValue(name) instanceof JsonObject object ? object : new JsonObject();
  }
}
