package dev.countersign.sandbox;

import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
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

  void handshake(ServerWebSocketHandshake handshake) {
    String path = handshake.path();
    Payload payload = payload(path);
    FaultRules.Plan plan = world.faults.plan(target(path, payload));
    world.loop.afterRealMillis(
        plan.latencyMillis(),
        () -> {
          int status =
              switch (plan.ending()) {
                case null -> PATH.matcher(path).matches() ? 101 : 404;
                case Effect.Status fault -> fault.status();
                case Effect.RateLimited fault -> 429;
                case Effect.Unauthorized fault -> 403;
                case Effect.Reset fault -> 502;
                case Effect.LoseAnswer fault -> 502;
              };
          log(path, payload, status);
          if (status == 101) {
            handshake.accept();
          } else {
            handshake.reject(status);
          }
        });
  }

  void connected(ServerWebSocket socket) {
    String path = socket.path();
    Payload payload = payload(path);
    if (payload == null) {
      socket.writeFinalTextFrame(Json.text(Frames.message("...")));
      socket.close();
      return;
    }
    world.sockets.attach(socket, payload, world.faults.frames(target(path, payload)));
  }

  private @Nullable Payload payload(String path) {
    Matcher matcher = PATH.matcher(path);
    return matcher.matches()
        ? world.payloads.find(matcher.group(1).toLowerCase(Locale.ROOT))
        : null;
  }

  private static Endpoint.Target target(String path, @Nullable Payload payload) {
    String key = payload == null ? null : payload.application.key();
    return new Endpoint.Target(key, "GET", Endpoint.SOCKET, path);
  }

  private void log(String path, @Nullable Payload payload, int status) {
    world.calls.add(
        new Call(
            world.now(),
            payload == null ? null : payload.application.key(),
            Endpoint.SOCKET.label,
            "GET",
            path,
            status,
            null,
            payload == null ? null : payload.uuid,
            payload == null ? null : payload.request.customMeta().identifier()));
  }
}
