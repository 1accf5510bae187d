package dev.countersign.bench;

import dev.countersign.demo.EmbeddedKafka;
import java.util.List;
import java.util.Map;

/** A broker in a process of its own, for as long as its standard input is open. */
final class Broker {
  private Broker() {}

  public static void main(String... arguments) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      System.out.println("broker " + kafka.bootstrapServers());
      System.in.readAllBytes();
    }
  }

  static Child start() {
    return Child.main("broker", List.of("-Xmx1g", "-XX:+UseParallelGC"), Map.of(), Broker.class);
  }
}
