package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All open status sockets and who of them is to hear what. */
final class StatusSockets {
  /**
   * @param application key of the payload's; null when the uuid is unknown
   */
  private record Open(String uuid, @Nullable String application, Runnable drop) {
    boolean isOf(@Nullable String wantedApplication, @Nullable String wantedUuid) {
      return (wantedApplication == null || wantedApplication.equals(application))
          && (wantedUuid == null || wantedUuid.equals(uuid));
    }
  }

  private final Timeline timeline;
  private final Map<String, Set<StatusSocket>> listening = new HashMap<>();
  private final Map<ServerWebSocket, Open> open = new LinkedHashMap<>();

  StatusSockets(Timeline timeline) {
    this.timeline = timeline;
  }

  void attach(
      ServerWebSocket socket,
      HttpConnection connection,
      Payload payload,
      FaultRules.Frames faults) {
    StatusSocket client = new StatusSocket(socket, connection, timeline, payload, faults);
    open.put(socket, new Open(payload.uuid, payload.application.key(), client::drop));
    socket.closeHandler(
        closed -> {
          open.remove(socket);
          detach(payload.uuid, client);
        });
    if (client.start()) {
      listening.computeIfAbsent(payload.uuid, uuid -> new LinkedHashSet<>()).add(client);
    }
  }

  /** A socket that is never told anything, for there is nothing to tell. */
  void keep(ServerWebSocket socket, HttpConnection connection, String uuid) {
    open.put(socket, new Open(uuid, null, () -> Severed.sever(connection)));
    socket.closeHandler(closed -> open.remove(socket));
  }

  private void detach(String uuid, StatusSocket client) {
    client.stop();
    listening.computeIfPresent(
        uuid,
        (key, clients) -> {
          clients.remove(client);
          return clients.isEmpty() ? null : clients;
        });
  }

  void publish(Payload payload, ObjectNode frame) {
    listening.getOrDefault(payload.uuid, Set.of()).forEach(client -> client.send(frame));
  }

  int count() {
    return open.size();
  }

  int count(String uuid) {
    return listening.getOrDefault(uuid, Set.of()).size();
  }

  void dropAll() {
    drop(null, null);
    open.clear();
    listening.clear();
  }

  /** Resets those that watch a payload of this application and this uuid; null is any. */
  void drop(@Nullable String application, @Nullable String uuid) {
    open.values().stream()
        .filter(socket -> socket.isOf(application, uuid))
        .toList()
        .forEach(socket -> socket.drop().run());
  }
}
