package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Phone pages that look on: whatever happened in the sandbox, each is told what its phone shows now
 * if that is not what it was told last, as server-sent events named {@code phone}. Their id is the
 * same until a reset; who asks for what came after one from before it is told {@code reset} instead
 * of bringing the person back. Without a page nothing is computed; with one, looking takes at most
 * a twentieth of the time.
 */
final class PhoneEvents {
  private static final long SOONEST_MILLIS = 10;
  private static final int REST = 20;

  /** How far the page's own idea of the sandbox clock may be off. */
  private static final Duration DRIFT = Duration.ofMillis(500);

  private static final class Page {
    final String person;
    final HttpServerResponse response;
    @Nullable ObjectNode told;

    Page(String person, HttpServerResponse response) {
      this.person = person;
      this.response = response;
    }
  }

  private final World world;
  private final Vertx vertx;
  private final Set<Page> pages = new LinkedHashSet<>();
  private int resets;
  private boolean looking;
  private long lastLookMillis;
  private Instant clock = Instant.EPOCH;
  private long clockReadAt;
  private double speed = 1;
  private Timeline.@Nullable Waiting expiry;

  PhoneEvents(World world, Vertx vertx) {
    this.world = world;
    this.vertx = vertx;
  }

  void attach(HttpServerRequest request, String person) {
    String header = request.getHeader("Last-Event-ID");
    String after = header == null ? ControlApi.parameter(request, "after") : header;
    HttpServerResponse response = request.response();
    response
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream; charset=utf-8")
        .putHeader("Cache-Control", "no-store");
    if (after != null && !after.equals(Integer.toString(resets))) {
      end(response);
      return;
    }
    Page page = new Page(world.person(person).name, response);
    pages.add(page);
    response.closeHandler(closed -> pages.remove(page));
    response.exceptionHandler(broken -> pages.remove(page));
    response.write("retry: 1000\n\n");
    changed();
  }

  /** Tells the pages, which then ask for nobody any more. */
  void reset() {
    resets++;
    pages.forEach(page -> end(page.response));
    pages.clear();
    forgetExpiry();
  }

  private static void end(HttpServerResponse response) {
    response.end("event: reset\ndata: {}\n\n");
  }

  int count() {
    return pages.size();
  }

  /** Something may look different now. Any number of these in a row make for one look. */
  void changed() {
    if (!pages.isEmpty() && !looking) {
      looking = true;
      vertx.setTimer(Math.max(SOONEST_MILLIS, REST * lastLookMillis), timer -> look());
    }
  }

  private void look() {
    looking = false;
    long begun = System.nanoTime();
    boolean moved = clockMoved(begun);
    if (moved) {
      clock = world.now();
      clockReadAt = begun;
      speed = world.timeline.speed();
    }
    for (Page page : List.copyOf(pages)) {
      ObjectNode now = PhoneJson.of(world, world.person(page.person));
      if (moved || !now.equals(page.told)) {
        page.told = now;
        ObjectNode event = now.deepCopy();
        event.set("clock", ControlJson.clock(world));
        page.response.write(
            "id: %d\nevent: phone\ndata: %s\n\n".formatted(resets, Json.text(event)));
      }
    }
    awaitExpiry();
    lastLookMillis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
  }

  private boolean clockMoved(long nanos) {
    Instant expected = clock.plusNanos(Math.round((nanos - clockReadAt) * speed));
    Duration off = Duration.between(expected, world.now()).abs();
    return speed != world.timeline.speed() || off.toNanos() > DRIFT.toNanos() * Math.max(1, speed);
  }

  /** Nothing else happens when a payload that nobody watches expires. */
  private void awaitExpiry() {
    forgetExpiry();
    expiry =
        world.payloads.all().stream()
            .filter(p -> p.isOpen(world.now()))
            .map(p -> p.expiresAt)
            .min(Instant::compareTo)
            .map(first -> world.timeline.at(first, this::changed))
            .orElse(null);
  }

  private void forgetExpiry() {
    if (expiry != null) {
      expiry.cancel();
      expiry = null;
    }
  }
}
