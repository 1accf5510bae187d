package dev.countersign.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.SignRequestCommand;
import dev.countersign.testing.Asked;
import dev.countersign.testing.Damage;
import dev.countersign.testing.Fleet;
import dev.countersign.testing.Readback;
import dev.countersign.wire.CommandPeek;
import dev.countersign.wire.TokenCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CONTRACT §6.7: bad input is somebody's clear error, never a stopped partition")
class BadInputTest {
  private static final String NUMBER = "n";

  @Test
  void everyRecordOfAStormIsAnsweredAndTheGoodOnesAmongThemAreCreated() throws Exception {
    long seed = Long.getLong("fuzz.seed", 1);
    RandomGenerator random = new SplittableRandom(seed);
    try (Fleet fleet = Fleet.setup().applications("shop").start()) {
      Uuid topic = fleet.commandTopicId();
      List<Asked> good = new ArrayList<>();
      List<Sent> bad = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        if (i % 50 == 0) {
          good.add(fleet.ask("'user':'ada','delivery':'QR_ONLY'"));
        }
        switch (i % 3) {
          case 0 -> bad.add(command(fleet, topic, i, random));
          case 1 -> bad.add(inboxRecord(fleet, i, random));
          default -> token(fleet, random);
        }
      }
      good.add(fleet.ask("'user':'ada'"));

      for (Asked asked : good) {
        asked.awaits("CREATED");
      }
      for (Sent sent : bad) {
        Fleet.await("an answer to " + sent + " of seed " + seed)
            .until(() -> letters(fleet, sent.number()) + events(fleet, sent.requestId()) > 0);
        assertThat(letters(fleet, sent.number())).as("%s", sent).isLessThanOrEqualTo(1);
      }
      assertThat(fleet.web().get("/metrics").body())
          .contains("countersign_inputs_isolated_total 0.0");
    }
  }

  /** A record that must be answered by a dead letter with its number or by events. */
  private record Sent(int number, String requestId, String value) {}

  private static Sent command(Fleet fleet, Uuid topic, int number, RandomGenerator random)
      throws IOException {
    String json =
        "{\"id\":\""
            + fleet.newId()
            + "\",\"application\":\"shop\",\"delivery\":\"QR_ONLY\",\"options\":{\"expire\":5},"
            + "\"custom_meta\":{\"blob\":{\"n\":1}},\"context\":{\"a\":\"b\"},"
            + "\"txjson\":{\"TransactionType\":\"SignIn\",\"Extra\":[1,{}]}}";
    byte[] value =
        switch (random.nextInt(4)) {
          case 0 -> Damage.noise(random);
          case 1 -> Damage.bytes(json.getBytes(UTF_8), 0, random);
          case 2 -> Damage.json(json, random).getBytes(UTF_8);
          default -> Damage.bytes(avro(fleet.newId()), 10, random);
        };
    var record = new ProducerRecord<byte[], byte[]>(fleet.topics().commands(), value);
    record.headers().add(NUMBER, Integer.toString(number).getBytes(UTF_8));
    RecordMetadata at = fleet.send(record);
    String id =
        switch (CommandPeek.at(value, null)) {
          case CommandPeek.Addressed(String named) -> named;
          case CommandPeek.NoId _ -> CommandPeek.idFor(topic, at.partition(), at.offset());
          case CommandPeek.Undecodable _ -> "";
        };
    return new Sent(number, id, new String(value, UTF_8));
  }

  private static byte[] avro(String id) throws IOException {
    return SignRequestCommand.getEncoder()
        .encode(
            SignRequestCommand.newBuilder()
                .setId(id)
                .setTxjson("{\"TransactionType\":\"SignIn\"}")
                .setContext(Map.of("a", "b"))
                .build())
        .array();
  }

  private static Sent inboxRecord(Fleet fleet, int number, RandomGenerator random) {
    byte[] value = random.nextInt(8) == 0 ? null : Damage.noise(random);
    var record =
        new ProducerRecord<>(
            fleet.topics().inbox(),
            random.nextInt(fleet.config().partitions()),
            random.nextBoolean() ? Damage.noise(random) : fleet.newId().getBytes(UTF_8),
            value);
    record.headers().add(NUMBER, Integer.toString(number).getBytes(UTF_8));
    for (String name :
        List.of("kind", "origin.topic", "origin.partition", "origin.offset", "origin.timestamp")) {
      if (random.nextInt(12) > 0) {
        byte[] usual = (name.equals("kind") ? "command" : "7").getBytes(UTF_8);
        record
            .headers()
            .add("countersign." + name, random.nextInt(8) == 0 ? Damage.noise(random) : usual);
      }
    }
    fleet.send(record);
    return new Sent(number, "", value == null ? "null" : new String(value, UTF_8));
  }

  private static void token(Fleet fleet, RandomGenerator random) {
    byte[] key = TokenCodec.key("default", "ada");
    byte[] value = "{\"user_token\":\"00000000-0000-4000-8000-000000000000\"}".getBytes(UTF_8);
    fleet.send(
        new ProducerRecord<>(
            fleet.topics().userTokens(),
            random.nextBoolean() ? key : Damage.bytes(key, 0, random),
            random.nextBoolean() ? Damage.noise(random) : Damage.bytes(value, 0, random)));
  }

  private static int letters(Fleet fleet, int number) {
    String text = Integer.toString(number);
    return fleet
        .deadLetters()
        .matching(letter -> text.equals(Readback.header(letter, NUMBER)))
        .size();
  }

  private static int events(Fleet fleet, String requestId) {
    return fleet.asked(requestId).records().size();
  }

  @Test
  void aRequestWhoseStateTheTopicDoesNotTakeIsADeadLetterOnceAndItsNeighboursGoOn()
      throws Exception {
    try (Fleet fleet = Fleet.setup().workers(0).set("countersign.partitions", "1").start()) {
      shrink(fleet, fleet.topics().state());
      Asked before = fleet.ask("");
      Asked large =
          fleet.ask("'txjson':{'TransactionType':'SignIn','M':'" + "x".repeat(90_000) + "'}");
      Asked behind = fleet.ask("");
      fleet.startWorker();

      before.awaits("CREATED");
      behind.awaits("CREATED");
      fleet.deadLetters(large.id(), 1);
      fleet.stop(fleet.worker());
      fleet.startWorker();
      fleet.ask("").awaits("CREATED");

      List<ConsumerRecord<byte[], byte[]>> letters = fleet.deadLetters(large.id(), 1);
      assertThat(letters).hasSize(1);
      assertThat(Readback.header(letters.getFirst(), "countersign.error.code"))
          .isEqualTo("INTERNAL");
      assertThat(new String(letters.getFirst().value(), UTF_8)).contains("xxx");
      assertThat(large.events()).isEmpty();
    }
  }

  @Test
  void aCommandThatFitsNeitherAsAnEventNorAsADeadLetterIsReportedByItsPlace() throws Exception {
    try (Fleet fleet = Fleet.setup().workers(0).set("countersign.partitions", "1").start()) {
      shrink(fleet, fleet.topics().deadLetters());
      Asked before = fleet.ask("");
      Asked large = fleet.ask("'nonsense':'" + "x".repeat(90_000) + "'");
      Asked behind = fleet.ask("");

      fleet.startWorker();

      before.awaits("CREATED");
      behind.awaits("CREATED");
      ConsumerRecord<byte[], byte[]> letter = fleet.deadLetters(large.id(), 1).getFirst();
      assertThat(letter.value()).isNull();
      assertThat(Readback.header(letter, "countersign.error.code")).isEqualTo("INTERNAL");
      assertThat(Readback.header(letter, "__connect.errors.topic"))
          .isEqualTo(fleet.topics().commands());
    }
  }

  /** The topic takes no record of 90 kB from now on. */
  private static void shrink(Fleet fleet, String topic) throws Exception {
    fleet
        .admin()
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                List.of(
                    new AlterConfigOp(
                        new ConfigEntry("max.message.bytes", "65536"), AlterConfigOp.OpType.SET))))
        .all()
        .get();
    Fleet.await("the broker takes less")
        .until(
            () -> {
              try {
                fleet.send(new ProducerRecord<>(topic, new byte[90_000], null));
                return false;
              } catch (IllegalStateException e) {
                return true;
              }
            });
  }
}
