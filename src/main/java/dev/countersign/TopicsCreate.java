package dev.countersign;

import dev.countersign.config.ConfigLoader;
import dev.countersign.config.CountersignConfig;
import dev.countersign.worker.Admins;
import dev.countersign.worker.TopicSetup;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Creates what is missing and checks the rest. */
@Command(
    name = "create",
    description =
        "Create the topics that are missing, with the right settings, and check the rest.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Settings: kafka.bootstrap.servers, countersign.topic-prefix,",
      "countersign.partitions; all of them are listed by: countersign worker --help",
      "",
      "Example: KAFKA_BOOTSTRAP_SERVERS=kafka:9092 countersign topics create"
    })
final class TopicsCreate implements Callable<Integer> {
  @Mixin private final Configuration configuration = new Configuration();

  @Override
  public Integer call() {
    Terminal.quiet();
    CountersignConfig config = configuration.load(ConfigLoader.Applications.NOT_READ);
    try (Admin admin = Admins.open(config.kafka(), "countersign-topics")) {
      TopicSetup topics = new TopicSetup(admin, config);
      List<String> created = topics.create();
      created.forEach(topic -> System.out.println("created " + topic));
      topics.check();
      if (created.isEmpty()) {
        System.out.println("all topics exist");
      }
    }
    return Exit.OK;
  }
}
