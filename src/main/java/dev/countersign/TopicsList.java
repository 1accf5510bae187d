package dev.countersign;

import dev.countersign.config.ConfigLoader;
import dev.countersign.config.CountersignConfig;
import dev.countersign.worker.Admins;
import dev.countersign.worker.TopicFacts;
import dev.countersign.worker.TopicReport;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** One line for each topic. */
@Command(
    name = "list",
    description = "One line for each topic of the fleet; says which are missing.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: countersign topics list"})
final class TopicsList implements Callable<Integer> {
  @Mixin private final Configuration configuration = new Configuration();

  @Override
  public Integer call() {
    Terminal.quiet();
    CountersignConfig config = configuration.load(ConfigLoader.Applications.NOT_READ);
    try (Admin admin = Admins.open(config.kafka(), "countersign-topics")) {
      TopicReport report = new TopicReport(admin, config);
      Map<String, TopicFacts> facts = report.facts();
      for (String name : report.names()) {
        System.out.println(TopicLine.brief(name, facts.get(name)));
      }
    }
    return Exit.OK;
  }
}
