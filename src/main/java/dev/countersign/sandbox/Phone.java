package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one person's device knows by itself. In airplane mode nothing arrives: it shows what it had
 * when the mode was switched on, and can only answer requests that it had fetched before. Such an
 * answer stays on the device and is reported, however late by then, once the mode is off: that is
 * how a payload comes to be signed after it expired or was cancelled (PROTOCOL §5.2).
 */
final class Phone {
  /** An answer that the platform has not heard of yet. */
  record Kept(Payload payload, String action, Supplier<Future<ObjectNode>> report) {}

  private final List<Kept> kept = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private @Nullable ObjectNode memory;

  /** The lists as they were when the connection went; null while there is one. */
  @Nullable ObjectNode memory() {
    return memory;
  }

  boolean offline() {
    return memory != null;
  }

  List<Kept> kept() {
    return kept;
  }

  /** Why answers were not taken when they were reported at last; oldest first. */
  List<String> refused() {
    return refused;
  }

  void goOffline(ObjectNode shown) {
    if (memory == null) {
      memory = shown;
    }
  }

  /** Reports what was kept, one after another as a wallet does. */
  Future<Void> goOnline() {
    memory = null;
    Future<Void> done = Future.succeededFuture();
    for (Kept answer : List.copyOf(kept)) {
      done = done.compose(before -> report(answer));
    }
    return done;
  }

  private Future<Void> report(Kept answer) {
    kept.remove(answer);
    Future<ObjectNode> reported;
    try {
      reported = answer.report().get();
    } catch (SandboxRefusal refusal) {
      reported = Future.failedFuture(refusal);
    }
    return reported.map(json -> (Void) null).otherwise(refusal -> noted(refusal));
  }

  private @Nullable Void noted(Throwable refusal) {
    refused.add(refusal.getMessage());
    return null;
  }

  /** Keeps an answer instead of reporting it, if the device can give one by itself. */
  void keep(Person person, Payload payload, String action, Supplier<Future<ObjectNode>> report) {
    if (!payload.openers.contains(person)) {
      throw offline(person, "has not loaded payload " + payload.uuid + " before");
    }
    if (kept.stream().anyMatch(answer -> answer.payload().equals(payload))) {
      throw SandboxRefusal.conflict(
          person.name + " has answered payload " + payload.uuid + " already, without a network.");
    }
    kept.add(new Kept(payload, action, report));
  }

  static SandboxRefusal offline(Person person, String lack) {
    return SandboxRefusal.conflict(
        "%s is in airplane mode and %s; {\"on\": false} to people/%s/airplane ends it."
            .formatted(person.name, lack, person.name));
  }

  /** The same answer, given by a wallet that no longer asks whether it is still wanted. */
  static JsonNode late(JsonNode body, Payload payload) {
    return body instanceof ObjectNode given
        ? given.deepCopy().put("payload", payload.uuid).put("late", true)
        : body;
  }
}
