package dev.countersign.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.countersign.config.ConfigException;
import dev.countersign.config.CountersignConfig;
import dev.countersign.testing.Fleet;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CONTRACT §2: topics")
class TopicSetupTest {
  private final Fleet fleet = Fleet.setup().workers(0).start();
  private final TopicSetup setup = new TopicSetup(fleet.admin(), fleet.config());

  @AfterEach
  void close() {
    fleet.close();
  }

  @Test
  void whatItMakesPassesItsOwnCheck() {
    assertThatCode(setup::check).doesNotThrowAnyException();
  }

  @Test
  void whatIsThereIsNotMadeAgain() {
    assertThat(setup.create()).isEmpty();
  }

  @Test
  void theTopicsHaveTheSettingsThatPromisesRestOn() throws Exception {
    assertThat(setting(fleet.topics().state(), "cleanup.policy")).isEqualTo("compact");
    assertThat(setting(fleet.topics().state(), "min.compaction.lag.ms")).isEqualTo("0");
    assertThat(setting(fleet.topics().userTokens(), "cleanup.policy")).isEqualTo("compact");
    assertThat(setting(fleet.topics().inbox(), "retention.ms")).isEqualTo("-1");
    assertThat(setting(fleet.topics().inbox(), "retention.bytes")).isEqualTo("-1");
    assertThat(setting(fleet.topics().commands(), "cleanup.policy")).isEqualTo("delete");
    assertThat(setting(fleet.topics().events(), "cleanup.policy")).isEqualTo("delete");
  }

  @Test
  void inboxAndStateHaveTheConfiguredPartitions() throws Exception {
    var found =
        fleet
            .admin()
            .describeTopics(List.of(fleet.topics().inbox(), fleet.topics().state()))
            .allTopicNames()
            .get();

    assertThat(found.values()).allSatisfy(topic -> assertThat(topic.partitions()).hasSize(3));
  }

  @Test
  void aMissingTopicIsNamed() throws Exception {
    fleet.admin().deleteTopics(List.of(fleet.topics().state())).all().get();

    assertThat(refusal())
        .contains("topic " + fleet.topics().state() + " does not exist")
        .contains("countersign topics create");
  }

  @Test
  void anotherNumberOfPartitionsIsRefused() throws Exception {
    fleet
        .admin()
        .createPartitions(Map.of(fleet.topics().inbox(), NewPartitions.increaseTo(5)))
        .all()
        .get();

    assertThat(refusal())
        .contains(fleet.topics().inbox() + " has 5 partitions")
        .contains("countersign.partitions is 3");
  }

  @Test
  void theCommandTopicMayGrowAtAnyTime() throws Exception {
    fleet
        .admin()
        .createPartitions(Map.of(fleet.topics().commands(), NewPartitions.increaseTo(7)))
        .all()
        .get();

    assertThatCode(setup::check).doesNotThrowAnyException();
  }

  @Test
  void aStateTopicThatForgetsIsRefused() throws Exception {
    alter(fleet.topics().state(), "cleanup.policy", "delete");

    assertThat(refusal())
        .contains(fleet.topics().state() + " has cleanup.policy=delete")
        .contains("it must be compact");
  }

  @Test
  void anInboxThatForgetsIsRefused() throws Exception {
    alter(fleet.topics().inbox(), "retention.ms", "3600000");

    assertThat(refusal()).contains("retention.ms=3600000");
  }

  @Test
  void aSecondFleetOnTheSameTopicsIsRefusedAlsoBeforeTheFirstHasWorked() {
    CountersignConfig first = fleet.config("a");
    try (KafkaOwnerLog log = new KafkaOwnerLog(first, Owner.ADVERTISED, fleet.admin());
        Fleet other =
            Fleet.setup()
                .workers(0)
                .set("countersign.topic-prefix", first.groupId())
                .set("countersign.group-id", first.groupId() + "-second")
                .start()) {
      Fleet.await("members")
          .until(
              () -> {
                log.poll(Duration.ofMillis(10), new Nobody());
                return refusal(new TopicSetup(other.admin(), other.config())) != null;
              });

      assertThat(refusal(new TopicSetup(other.admin(), other.config())))
          .contains("group " + first.groupId() + " already works on")
          .contains("countersign.group-id=" + first.groupId());
    }
  }

  /** Once the change that the test made is known to the broker. */
  private String refusal() {
    return Fleet.until("refusal", () -> refusal(setup));
  }

  private static @Nullable String refusal(TopicSetup setup) {
    try {
      setup.check();
      return null;
    } catch (ConfigException e) {
      return e.getMessage();
    } catch (OwnerLog.LogLost e) {
      // The topic went away between two questions; a worker asks again, too.
      return null;
    }
  }

  private record Nobody() implements OwnerLog.Ownership {
    @Override
    public void assigned(Collection<Integer> partitions) {}

    @Override
    public void revoked(Collection<Integer> partitions) {}
  }

  private String setting(String topic, String name) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Map<ConfigResource, Config> found =
        fleet.admin().describeConfigs(List.of(resource)).all().get();
    return found.values().iterator().next().get(name).value();
  }

  private void alter(String topic, String name, String value) throws Exception {
    fleet
        .admin()
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
        .all()
        .get();
  }
}
