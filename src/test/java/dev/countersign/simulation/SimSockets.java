package dev.countersign.simulation;

import dev.countersign.platform.StatusSockets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A worker's status sockets (PROTOCOL §7): they drop, go silent, and connect slowly or never. */
final class SimSockets implements StatusSockets {
  private static final Duration KEEPALIVE = Duration.ofSeconds(15);

  private final World world;
  private final Weather weather;
  private final SimProcess process;
  private final Agenda agenda;
  private final Chance chance;
  private final List<Socket> sockets = new ArrayList<>();
  private final BiConsumer<SimPayload, String> listener = this::frame;

  SimSockets(World world, Weather weather, SimProcess process, Agenda agenda, Chance chance) {
    this.world = world;
    this.weather = weather;
    this.process = process;
    this.agenda = agenda;
    this.chance = chance;
    world.onFrame(listener);
  }

  /** The process is gone. */
  void end() {
    world.forget(listener);
    sockets.clear();
  }

  @Override
  public Connection open(String url, Receiver receiver) {
    Socket socket = new Socket(url.substring(url.lastIndexOf('/') + 1), receiver);
    sockets.add(socket);
    boolean rough = chance.of(weather.roughness());
    Duration slow = rough ? chance.seconds(0, 30) : chance.latency();
    if (rough && chance.of(0.3)) {
      socket.later(slow, () -> socket.lose("connection refused"));
    } else {
      socket.later(slow, socket::stand);
    }
    return socket;
  }

  /** Breaks or silences some of the sockets that stand. */
  void disturb() {
    for (Socket socket : List.copyOf(sockets)) {
      if (chance.of(0.4)) {
        if (chance.of(0.5)) {
          socket.silent = true;
        } else {
          socket.later(Duration.ZERO, () -> socket.lose("reset"));
        }
      }
    }
  }

  private void frame(SimPayload payload, String text) {
    for (Socket socket : List.copyOf(sockets)) {
      if (socket.stands && socket.uuid.equals(payload.uuid)) {
        socket.send(text);
      }
    }
  }

  private final class Socket implements Connection {
    final String uuid;
    final Receiver receiver;
    boolean stands;
    boolean silent;
    boolean closed;
    private Instant lastArrival = Instant.MIN;
    private @Nullable SimPayload payload;

    Socket(String uuid, Receiver receiver) {
      this.uuid = uuid;
      this.receiver = receiver;
    }

    void later(Duration delay, Runnable step) {
      agenda.after(
          delay,
          () -> {
            if (!closed && process.isAlive()) {
              step.run();
            }
          });
    }

    void stand() {
      payload = world.byUuid(uuid);
      stands = true;
      Instant now = agenda.instant();
      if (payload == null || now.isBefore(payload.readableAt)) {
        if (chance.of(0.5)) {
          send("{\"message\":\"...\"}");
          later(Duration.ofMillis(400), () -> lose("closed by the platform"));
        }
        stands = false;
        return;
      }
      send("{\"message\":\"Welcome " + uuid + "\"}");
      if (payload.isResolved()) {
        send("{\"expired\":true}");
        stands = false;
        return;
      }
      keepalive();
      if (payload.isExpired(now)) {
        send("{\"expired\":true}");
      } else {
        later(
            Duration.between(now, payload.expiresAt),
            () -> {
              if (stands) {
                send("{\"expired\":true}");
              }
            });
      }
    }

    private void keepalive() {
      if (stands) {
        send("{\"expires_in_seconds\":60}");
        later(KEEPALIVE, this::keepalive);
      }
    }

    /** Frames arrive in the order they were sent in. */
    void send(String text) {
      if (silent) {
        return;
      }
      Instant arrival = agenda.instant().plus(chance.latency());
      lastArrival = arrival.isAfter(lastArrival) ? arrival : lastArrival;
      process.after(
          Duration.between(agenda.instant(), lastArrival),
          () -> {
            if (!closed) {
              receiver.message(text);
            }
          });
    }

    void lose(String reason) {
      stands = false;
      sockets.remove(this);
      process.after(
          chance.latency(),
          () -> {
            if (!closed) {
              closed = true;
              receiver.closed(reason);
            }
          });
    }

    @Override
    public void close() {
      closed = true;
      stands = false;
      sockets.remove(this);
    }
  }
}
