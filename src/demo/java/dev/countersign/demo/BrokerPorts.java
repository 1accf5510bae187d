package dev.countersign.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The two ports of a single-node broker, remembered in its directory.
 *
 * <p>They lie below the range from which the system takes local ports: a client that keeps trying
 * to connect while the broker is down could otherwise be given the very port and keep it.
 */
record BrokerPorts(int broker, int controller) {
  private static final int LOWEST = 15_000;
  private static final int BEYOND = 32_000;
  private static final int ATTEMPTS = 200;

  static BrokerPorts of(Path directory) throws IOException {
    Path file = directory.resolve("ports");
    if (Files.exists(file)) {
      String[] ports = Files.readString(file).strip().split(" ", -1);
      return new BrokerPorts(Integer.parseInt(ports[0]), Integer.parseInt(ports[1]));
    }
    BrokerPorts ports = pick();
    Files.writeString(file, ports.broker + " " + ports.controller + "\n");
    return ports;
  }

  private static BrokerPorts pick() throws IOException {
    try (ServerSocket broker = bindAny();
        ServerSocket controller = bindAny()) {
      return new BrokerPorts(broker.getLocalPort(), controller.getLocalPort());
    }
  }

  private static ServerSocket bindAny() throws IOException {
    for (int attempt = 1; ; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND);
      try {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
      } catch (IOException taken) {
        if (attempt == ATTEMPTS) {
          throw taken;
        }
      }
    }
  }
}
