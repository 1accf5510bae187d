package dev.countersign;

import dev.countersign.config.ConfigLoader;
import dev.countersign.config.CountersignConfig;
import dev.countersign.worker.Admins;
import dev.countersign.worker.TopicFacts;
import dev.countersign.worker.TopicReport;
import dev.countersign.worker.TopicSetup;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What there is of each topic, and what is wrong with it. */
@Command(
    name = "describe",
    description =
        "For each topic: partitions, replication, cleanup, retention, size on all brokers, records;"
            + " below it what is wrong and what to do.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "FAIL lines break a promise (no worker starts; exit status 78), warn lines none.",
      "Records are counted with the marks of transactions.",
      "",
      "Example: countersign topics describe --config worker.properties"
    })
final class TopicsDescribe implements Callable<Integer> {
  @Mixin private final Configuration configuration = new Configuration();

  @Override
  public Integer call() {
    Terminal.quiet();
    CountersignConfig config = configuration.load(ConfigLoader.Applications.NOT_READ);
    try (Admin admin = Admins.open(config.kafka(), "countersign-topics")) {
      TopicSetup setup = new TopicSetup(admin, config);
      TopicReport report = new TopicReport(admin, config);
      List<TopicSetup.Problem> problems = setup.problems();
      List<TopicSetup.Problem> advice = setup.advice();
      Map<String, TopicFacts> facts = report.facts();
      for (String name : report.names()) {
        TopicFacts topic = facts.get(name);
        System.out.println(topic == null ? TopicLine.brief(name, null) : TopicLine.full(topic));
        print("FAIL", name, problems);
        print("warn", name, advice);
      }
      return problems.isEmpty() ? Exit.OK : Exit.CONFIG;
    }
  }

  private static void print(String level, String topic, List<TopicSetup.Problem> problems) {
    for (TopicSetup.Problem problem : problems) {
      if (problem.topic().equals(topic)) {
        System.out.println("  " + level + "  " + problem.text());
      }
    }
  }
}
