package dev.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Fleet;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoBudgetTopicTest {
  @Test
  void whereTheBudgetTopicIsMissingAWorkerWorksAloneAndHealthSaysSo() throws Exception {
    try (Fleet fleet =
        Fleet.setup().workers(0).set("countersign.auto-create-topics", "false").start()) {
      String budget = fleet.topics().budget();
      fleet.admin().deleteTopics(List.of(budget)).all().get();
      Fleet.await("the topic is gone")
          .until(() -> !fleet.admin().listTopics().names().get().contains(budget));

      fleet.startWorker();

      fleet.ask("").awaits("CREATED");
      HttpResponse<String> ready = fleet.web().get("/health/ready");
      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(ready.body())
          .contains("budget: topic " + budget + " does not exist")
          .contains("countersign topics create");
      assertThat(fleet.admin().listTopics().names().get()).doesNotContain(budget);
    }
  }
}
