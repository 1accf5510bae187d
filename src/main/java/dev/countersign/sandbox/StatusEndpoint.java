package dev.countersign.sandbox;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Handshakes at {@code /sign/{uuid}} (PROTOCOL §7.2). */
final class StatusEndpoint {
  private static final Pattern PATH = Pattern.compile("/sign/([0-9a-fA-F-]{36})/?");

  private final World world;

  StatusEndpoint(World world) {
    this.world = world;
  }

  void handshake(HttpServerRequest request, String path) {
    Payload payload = payload(path);
    FaultRules.Plan plan = world.faults.plan(target(path, payload));
    // What was read to its end cannot be upgraded after a wait.
    request.pause();
    world.loop.afterRealMillis(
        plan.latencyMillis(),
        () -> {
          switch (plan.ending()) {
            case null -> accept(request, path, payload);
            case Effect.Refusal fault -> {
              Answer answer = FaultAnswers.of(fault, world.ids.next(), request);
              log(path, payload, answer.status(), answer.code());
              request.resume();
              answer.send(request.response());
            }
            case Effect.Reset fault -> sever(request, path, payload);
            case Effect.LoseAnswer fault -> sever(request, path, payload);
          }
        });
  }

  private void accept(HttpServerRequest request, String path, @Nullable Payload payload) {
    if (!PATH.matcher(path).matches()) {
      log(path, payload, 404, null);
      request.resume();
      request.response().setStatusCode(404).end();
      return;
    }
    log(path, payload, 101, null);
    request.toWebSocket().onSuccess(socket -> connected(socket, request.connection(), path));
  }

  private void sever(HttpServerRequest request, String path, @Nullable Payload payload) {
    log(path, payload, 0, null);
    Severed.sever(request.connection());
  }

  private void connected(ServerWebSocket socket, HttpConnection connection, String path) {
    Payload payload = payload(path);
    if (payload == null && world.settings.silentUnknownSockets()) {
      world.sockets.keep(socket, connection, uuid(path));
      return;
    }
    if (payload == null) {
      socket.writeFinalTextFrame(Json.text(Frames.message("...")));
      socket.close();
      return;
    }
    FaultRules.Frames faults = world.faults.frames(target(path, payload));
    world.sockets.attach(socket, connection, payload, faults);
  }

  private @Nullable Payload payload(String path) {
    return world.payloads.find(uuid(path));
  }

  /** Empty where the path has none. */
  private static String uuid(String path) {
    Matcher matcher = PATH.matcher(path);
    return matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
  }

  private static Endpoint.Target target(String path, @Nullable Payload payload) {
    String key = payload == null ? null : payload.application.key();
    return new Endpoint.Target(key, "GET", Endpoint.SOCKET, path);
  }

  private void log(String path, @Nullable Payload payload, int status, @Nullable Integer code) {
    world.calls.add(
        new Call(
            world.now(),
            payload == null ? null : payload.application.key(),
            Endpoint.SOCKET.label,
            "GET",
            path,
            status,
            code,
            payload == null ? null : payload.uuid,
            payload == null ? null : payload.request.customMeta().identifier()));
  }
}
