package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One client that watches one payload (PROTOCOL §7). */
final class StatusSocket {
  private static final Duration KEEPALIVE = Duration.ofSeconds(15);

  private final ServerWebSocket socket;
  private final HttpConnection connection;
  private final Timeline timeline;
  private final Payload payload;
  private final FaultRules.Frames faults;

  /** As it was at connect: a cancel does not move the timers of a socket (PROTOCOL §6). */
  private final Instant expiresAt;

  private Timeline.@Nullable Waiting keepalive;
  private Timeline.@Nullable Waiting expiry;

  StatusSocket(
      ServerWebSocket socket,
      HttpConnection connection,
      Timeline timeline,
      Payload payload,
      FaultRules.Frames faults) {
    this.socket = socket;
    this.connection = connection;
    this.timeline = timeline;
    this.payload = payload;
    this.faults = faults;
    this.expiresAt = payload.expiresAt;
  }

  /** Says whether the socket is to hear what happens to the payload from now on. */
  boolean start() {
    socket.textMessageHandler(text -> send(Frames.message("Right back at you!")));
    socket.exceptionHandler(e -> stop());
    Effect.SilentSockets silent = faults.silent();
    if (silent == null || silent.welcome()) {
      write(Frames.message("Welcome " + payload.uuid));
    }
    if (silent != null) {
      return false;
    }
    if (faults.garbage()) {
      Frames.garbage().forEach(this::write);
    }
    if (payload.resolved()) {
      send(Frames.flag("expired"));
      return false;
    }
    if (payload.expired(timeline.now())) {
      send(Frames.flag("expired"));
    } else {
      tick();
      expiry = timeline.at(expiresAt, () -> send(Frames.flag("expired")));
    }
    keepalive = timeline.after(KEEPALIVE, this::keepAlive);
    return true;
  }

  private void keepAlive() {
    tick();
    keepalive = timeline.after(KEEPALIVE, this::keepAlive);
  }

  private void tick() {
    send(Json.object().put("expires_in_seconds", PayloadJson.expiresIn(expiresAt, timeline.now())));
  }

  void send(ObjectNode frame) {
    if (faults.silent() == null) {
      write(Json.text(frame));
    }
  }

  private void write(ObjectNode frame) {
    write(Json.text(frame));
  }

  private void write(String text) {
    if (socket.isClosed()) {
      return;
    }
    if (faults.fragmented()) {
      fragmented(Buffer.buffer(text));
    } else {
      socket.writeFinalTextFrame(text);
    }
  }

  private void fragmented(Buffer text) {
    int third = Math.max(1, text.length() / 3);
    socket.writeFrame(WebSocketFrame.textFrame(text.getString(0, third), false));
    for (int from = third; from < text.length(); from += third) {
      int to = Math.min(from + third, text.length());
      socket.writeFrame(
          WebSocketFrame.continuationFrame(text.getBuffer(from, to), to == text.length()));
    }
  }

  void stop() {
    if (keepalive != null) {
      keepalive.cancel();
    }
    if (expiry != null) {
      expiry.cancel();
    }
  }

  void drop() {
    stop();
    Severed.sever(connection);
  }
}
