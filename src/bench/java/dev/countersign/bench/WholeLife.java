package dev.countersign.bench;

import dev.countersign.bench.PlatformStub.Phone;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * Command to CREATED, OPENED, SIGNED and the issued token, with a phone that takes 100 ms; beside
 * what a team writes by hand: kafkajs and the platform's official client for Node.
 */
final class WholeLife {
  static final String OURS = "countersign";
  static final String NODE = "kafkajs + xumm-sdk";

  private static final int AT_ONCE = 256;
  private static final long DELAY = 20;

  /**
   * @param warm requests before measuring
   * @param count requests that are measured
   * @param mostOpen at once
   */
  record Plan(int warm, int count, int mostOpen, int rounds) {
    int all() {
      return warm + count;
    }
  }

  private final String servers;
  private final Plan plan;
  private final Path node;
  private final Figures figures = new Figures();

  /**
   * @param node the folder of the rival, with its packages
   */
  WholeLife(String servers, Path node, Plan plan) {
    this.servers = servers;
    this.node = node;
    this.plan = plan;
  }

  Figures run() {
    for (int round = 0; round < plan.rounds(); round++) {
      ours();
      node();
    }
    return figures;
  }

  private void ours() {
    try (Platform platform = Platform.start(DELAY, Phone.SIGNS, plan.all());
        Site site = new Site(servers)) {
      try (Child worker = site.worker("worker", platform.port(), List.of("-Xmx1g"), Map.of())) {
        measure(OURS, site, worker, site.config.topics().events(), platform);
        Events tokens = new Events(servers, site.config.topics().userTokens());
        try (tokens) {
          tokens.awaitRecords(plan.all(), worker);
        }
      }
    }
  }

  private void node() {
    try (Platform platform = Platform.start(DELAY, Phone.SIGNS, plan.all());
        Site site = new Site(servers)) {
      String events = site.rivalEvents("node");
      try (Child worker =
          Child.node(node, "worker.js", site.rival(platform.port(), events, AT_ONCE))) {
        measure(NODE, site, worker, events, platform);
      }
    }
  }

  private void measure(String name, Site site, Child worker, String topic, Platform platform) {
    try (Watchdog _ = Watchdog.of(name, Duration.ofMinutes(10));
        KafkaProducer<byte[], byte[]> commands = site.producer();
        Events events = new Events(servers, topic)) {
      int sent = 0;
      long begun = 0;
      double cpu = 0;
      int before = 0;
      while (events.count("signed") < plan.all()) {
        worker.check();
        int open = sent - events.count("signed");
        for (int more = Math.min(plan.mostOpen() - open, plan.all() - sent); more > 0; more--) {
          commands.send(site.command(sent, Commands.json(sent)));
          sent++;
        }
        events.poll(_ -> {});
        if (begun == 0 && events.count("signed") >= plan.warm()) {
          begun = System.nanoTime();
          cpu = worker.cpuSeconds();
          before = events.count("signed");
        }
      }
      int count = events.count("signed") - before;
      figures.add(name, "requests/s", count * 1e9 / (System.nanoTime() - begun));
      figures.add(name, "CPU ms/request", (worker.cpuSeconds() - cpu) * 1_000 / count);
      figures.add(name, "peak MB", worker.peakRssMegabytes());
      figures.add(name, "errors", worker.errors());
      for (String type : List.of("created", "opened", "signed")) {
        events.await(type, plan.all(), worker);
        if (events.count(type) != plan.all()) {
          throw new IllegalStateException(name + ": " + events.counts());
        }
      }
      if (platform.figure("created") != plan.all()) {
        throw new IllegalStateException(name + ": not one payload for each command");
      }
    }
  }
}
