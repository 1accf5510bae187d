package dev.countersign.bench;

import dev.countersign.bench.PlatformStub.Phone;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A {@link PlatformStub} in a process of its own, seen from outside. */
final class Platform implements AutoCloseable {
  private final Child process;
  private final int port;

  private Platform(Child process) {
    this.process = process;
    this.port = Integer.parseInt(process.said("platform "));
  }

  /** Returns when it listens. */
  static Platform start(long delay, Phone phone, int signIns) {
    return start("platform", delay, phone, signIns, 0);
  }

  /** Another process that takes sockets for this one, since each has 20,000 descriptors. */
  Platform door(int number) {
    return start("platform-" + number, 0, Phone.WAITS, 0, port);
  }

  private static Platform start(String name, long delay, Phone phone, int signIns, int behind) {
    return new Platform(
        Child.main(
            name,
            List.of("-Xmx3g", "-XX:+UseParallelGC"),
            Map.of(),
            PlatformStub.class,
            delay,
            phone,
            signIns,
            behind));
  }

  int port() {
    return port;
  }

  /**
   * One of its own figures: {@code created} payloads, {@code conflicts} with one that was there
   * before, {@code sockets} that listen.
   */
  private int figure(String name) {
    return new JsonObject(get("figures")).getInteger(name);
  }

  /** Opens so many requests; returns when all frames are sent: a line of uuid and nanoTime each. */
  String open(int count, int rate) {
    return get("open?count=" + count + "&rate=" + rate);
  }

  private String get(String path) {
    return Site.get("http://127.0.0.1:" + port + "/bench/" + path);
  }

  /** Waits until so many sockets of a program listen. */
  void awaitSockets(int count, Child by) {
    while (sockets() < count) {
      by.check();
      LockSupport.parkNanos(20_000_000);
    }
  }

  /** How many sockets listen. */
  int sockets() {
    return figure("sockets");
  }

  /** Fails unless so many payloads were asked for, each once. */
  void prove(int commands) {
    if (figure("created") != commands || figure("conflicts") != 0) {
      throw new IllegalStateException(
          "%d payloads for %d commands, and %d were asked for again"
              .formatted(figure("created"), commands, figure("conflicts")));
    }
  }

  /** Waits until nobody listens. */
  void awaitNoSocket() {
    while (sockets() > 0) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** What the stand-in itself has cost. */
  double cpuSeconds() {
    return process.cpuSeconds();
  }

  @Override
  public void close() {
    process.close();
  }
}
