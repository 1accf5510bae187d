package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All open status sockets and who of them is to hear what. */
final class StatusSockets {
  private final Timeline timeline;
  private final Map<String, Set<StatusSocket>> listening = new HashMap<>();
  private final Set<StatusSocket> open = new HashSet<>();

  StatusSockets(Timeline timeline) {
    this.timeline = timeline;
  }

  void attach(
      ServerWebSocket socket,
      HttpConnection connection,
      Payload payload,
      FaultRules.Frames faults) {
    StatusSocket client = new StatusSocket(socket, connection, timeline, payload, faults);
    open.add(client);
    socket.closeHandler(closed -> detach(payload.uuid, client));
    if (client.start()) {
      listening.computeIfAbsent(payload.uuid, uuid -> new LinkedHashSet<>()).add(client);
    }
  }

  private void detach(String uuid, StatusSocket client) {
    client.stop();
    open.remove(client);
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
    List.copyOf(open).forEach(StatusSocket::drop);
    open.clear();
    listening.clear();
  }
}
