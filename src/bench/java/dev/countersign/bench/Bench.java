package dev.countersign.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

final class Bench {
  public static void main(String... arguments) throws Exception {
    try (Child broker = Broker.start()) {
      String servers = broker.said("broker ");
      switch (arguments[0]) {
        case "create" ->
            new CreatePath(servers, new CreatePath.Plan(20, 500, 60_000, 60_000, 1)).run().print();
        case "life" ->
            new WholeLife(
                    servers,
                    Path.of("target/bench/node"),
                    new WholeLife.Plan(4_000, 8_000, 5_000, 1))
                .run()
                .print();
        case "held" ->
            new HeldOpen(servers, new HeldOpen.Plan(15_000, Duration.ofSeconds(60), 1))
                .run()
                .print();
        case "news" ->
            new News(
                    servers,
                    new News.Plan(List.of(100, 1_000, 5_000), List.of(1_000, 4_000, 7_000), 2))
                .run()
                .print();
        case "takeover" ->
            new Takeover(servers, new Takeover.Plan(Integer.parseInt(arguments[1]), 2))
                .run()
                .print();
        default -> throw new IllegalArgumentException();
      }
    }
    System.exit(0);
  }
}
