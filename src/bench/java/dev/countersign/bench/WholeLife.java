package dev.countersign.bench;

import dev.countersign.bench.PlatformStub.Phone;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Command to CREATED, OPENED, SIGNED and the issued token, with a phone that takes 100 ms; beside
 * what a team writes by hand: kafkajs and the platform's official client for Node.
 */
final class WholeLife {
  static final String OURS = "countersign";
  static final String NODE = "kafkajs + xumm-sdk";

  private static final List<String> TYPES = List.of("created", "opened", "signed");
  private static final List<String> TOKENS = List.of(Events.UNTYPED);
  private static final int AT_ONCE = 256;
  private static final long DELAY = 20;
  private static final Duration MOST = Duration.ofMinutes(10);

  /**
   * Each program is measured when it gets no faster any more, which takes a JVM longer than V8.
   *
   * @param warm requests of ours before measuring
   * @param warmNode the same for Node
   * @param count requests that are measured; as many as may be open come after them, so that the
   *     pipeline is as full at the end as it was at the beginning
   * @param mostOpen at once
   */
  record Plan(int warm, int warmNode, int count, int mostOpen, int rounds) {
    private int all(int warm) {
      return warm + count + mostOpen;
    }
  }

  private final Broker broker;
  private final String servers;
  private final Plan plan;
  private final Path node;
  private final Figures figures = new Figures();

  /**
   * @param node the folder of the rival, with its packages
   */
  WholeLife(Broker broker, Path node, Plan plan) {
    this.broker = broker;
    this.servers = broker.bootstrapServers();
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
    int all = plan.all(plan.warm());
    try (Watchdog _ = Watchdog.of(OURS, MOST);
        Platform platform = Platform.start(DELAY, Phone.SIGNS, all);
        Site site = new Site(servers)) {
      try (Child worker = site.worker("worker", platform.port(), List.of("-Xmx1g"), Map.of())) {
        measure(OURS, plan.warm(), site, worker, site.config.topics().events(), platform);
        try (Events tokens = new Events(servers, site.config.topics().userTokens())) {
          tokens.await(TOKENS, all, worker::check);
          tokens.prove(TOKENS, all);
        }
      }
    }
  }

  private void node() {
    int warm = plan.warmNode();
    try (Watchdog _ = Watchdog.of(NODE, MOST);
        Platform platform = Platform.start(DELAY, Phone.SIGNS, plan.all(warm));
        Site site = new Site(servers)) {
      String events = site.rivalEvents("node");
      try (Child worker =
          Child.node(node, "worker.js", site.rival(platform.port(), events, AT_ONCE))) {
        measure(NODE, warm, site, worker, events, platform);
      }
    }
  }

  private void measure(
      String name, int warm, Site site, Child worker, String topic, Platform platform) {
    int all = plan.all(warm);
    try (Events events = new Events(servers, topic)) {
      Flow flow = new Flow(site, worker, events, all);
      flow.until(warm);
      int before = events.count("signed");
      CpuMeter cpu = new CpuMeter(worker, platform, broker);
      long begun = System.nanoTime();
      flow.until(warm + plan.count());
      int count = events.count("signed") - before;
      figures.add(name, "requests/s", count * 1e9 / (System.nanoTime() - begun));
      cpu.add(figures, name, "request", count);
      figures.add(name, "peak MB", worker.peakRssMegabytes());
      figures.add(name, "errors", worker.errors());
      flow.until(all);
      events.await(TYPES, all, worker::check);
      events.prove(TYPES, all);
      platform.prove(all);
    }
  }

  /** Commands as others are signed, so that never more than so many are open. */
  private final class Flow {
    private final Site site;
    private final Child worker;
    private final Events events;
    private final int all;
    private int sent;

    Flow(Site site, Child worker, Events events, int all) {
      this.site = site;
      this.worker = worker;
      this.events = events;
      this.all = all;
    }

    /** Returns when so many are signed. */
    void until(int signed) {
      while (events.count("signed") < signed) {
        worker.check();
        site.check();
        int most = Math.min(all, events.count("signed") + plan.mostOpen());
        for (; sent < most; sent++) {
          site.send(sent, Commands.json(sent));
        }
        events.poll(_ -> {});
      }
    }
  }
}
