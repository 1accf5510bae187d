package dev.countersign.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
  @Test
  void startedAgainOnItsDirectoryItHasItsPortAndTopicsBack(@TempDir Path directory)
      throws Exception {
    String address;
    try (var kafka = EmbeddedKafka.start(directory)) {
      address = kafka.bootstrapServers();
      createTopic(address, "kept");
    }

    try (var again = EmbeddedKafka.start(directory)) {
      assertThat(again.bootstrapServers()).isEqualTo(address);
      assertThat(topics(address)).containsExactly("kept");
    }
  }

  @Test
  void stoppedAndRestartedItServesTheSameClients() throws Exception {
    try (var kafka = EmbeddedKafka.start();
        var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      createTopic(kafka.bootstrapServers(), "kept");

      kafka.stop();
      kafka.restart();

      assertThat(admin.listTopics().names().get(30, TimeUnit.SECONDS)).containsExactly("kept");
    }
  }

  private static void createTopic(String address, String name) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", address))) {
      admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
    }
  }

  private static Set<String> topics(String address) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", address))) {
      return admin.listTopics().names().get(30, TimeUnit.SECONDS);
    }
  }
}
