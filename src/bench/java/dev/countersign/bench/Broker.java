package dev.countersign.bench;

import dev.countersign.demo.EmbeddedKafka;
import java.util.List;
import java.util.Map;

/** A broker in a process of its own, for as long as its standard input is open. */
final class Broker implements AutoCloseable {
  private final Child process;
  private final String bootstrapServers;

  private Broker(Child process) {
    this.process = process;
    this.bootstrapServers = process.said("broker ");
  }

  public static void main(String... arguments) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      System.out.println("broker " + kafka.bootstrapServers());
      System.in.readAllBytes();
    }
  }

  /** Returns when it listens. */
  static Broker start() {
    return new Broker(
        Child.main("broker", List.of("-Xmx1g", "-XX:+UseParallelGC"), Map.of(), Broker.class));
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  double cpuSeconds() {
    return process.cpuSeconds();
  }

  @Override
  public void close() {
    process.close();
  }
}
