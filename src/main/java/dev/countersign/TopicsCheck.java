package dev.countersign;

import dev.countersign.config.CountersignConfig;
import dev.countersign.worker.TopicFacts;
import dev.countersign.worker.TopicReport;
import dev.countersign.worker.TopicSetup;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** Whether the topics are as the promises need them, and how large they are. */
final class TopicsCheck implements Check {
  private final TopicSetup setup;
  private final TopicReport report;

  TopicsCheck(CountersignConfig config, Admin admin) {
    this.setup = new TopicSetup(admin, config);
    this.report = new TopicReport(admin, config);
  }

  @Override
  public void look(Findings findings) {
    List<TopicSetup.Problem> problems = setup.problems();
    problems.forEach(problem -> findings.fail(Exit.CONFIG, "topics: " + problem.text()));
    setup.advice().forEach(problem -> findings.warn("topics: " + problem.text()));
    if (problems.isEmpty()) {
      findings.ok("topics: all are there, with the right settings" + size(report.facts()));
    }
  }

  private static String size(Map<String, TopicFacts> facts) {
    long bytes = 0;
    for (TopicFacts topic : facts.values()) {
      Long size = topic.bytes();
      if (size == null) {
        return "";
      }
      bytes += size;
    }
    return ", " + TopicLine.size(bytes) + " on all brokers";
  }
}
