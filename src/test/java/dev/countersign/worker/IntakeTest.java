package dev.countersign.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Asked;
import dev.countersign.testing.Fleet;
import dev.countersign.testing.Readback;
import dev.countersign.tracing.Tracing;
import dev.countersign.wire.CommandPeek;
import dev.countersign.wire.SchemaIds;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is larger than any topic of ours takes never blocks what is behind it. */
class IntakeTest {
  private static final int TOO_LARGE = 5 * 1024 * 1024;

  private final Fleet fleet = Fleet.setup().workers(0).start();

  @BeforeEach
  void aCommandTopicThatTakesMore() throws Exception {
    fleet
        .admin()
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, fleet.topics().commands()),
                List.of(
                    new AlterConfigOp(
                        new ConfigEntry("max.message.bytes", "16777216"),
                        AlterConfigOp.OpType.SET))))
        .all()
        .get();
    Fleet.await("the broker takes more")
        .ignoreExceptionsInstanceOf(IllegalStateException.class)
        .until(() -> send("first".getBytes(UTF_8), new byte[TOO_LARGE]) >= 0);
  }

  @AfterEach
  void close() {
    fleet.close();
  }

  @Test
  void aHugeValueIsReportedByItsPlace() {
    Asked before = good();
    long offset = send("key".getBytes(UTF_8), new byte[TOO_LARGE]);
    Asked behind = good();

    fleet.startWorker();

    before.awaits("CREATED");
    behind.awaits("CREATED");
    assertReported(offset);
  }

  @Test
  void aHugeKeyIsReportedByItsPlace() {
    long offset = send(new byte[TOO_LARGE], "{}".getBytes(UTF_8));
    Asked behind = good();

    fleet.startWorker();

    behind.awaits("CREATED");
    assertReported(offset);
  }

  @Test
  void hugeHeadersAreReportedByTheirPlace() {
    var record = record("key".getBytes(UTF_8), "{}".getBytes(UTF_8));
    record.headers().add("mine", new byte[TOO_LARGE]);
    long offset = fleet.send(record).offset();
    Asked behind = good();

    fleet.startWorker();

    behind.awaits("CREATED");
    assertReported(offset);
  }

  @Test
  @DisplayName("CONTRACT §6.7: a command that breaks the intake's own code is isolated")
  void aCommandThatBreaksTheCodeIsADeadLetterAndItsNeighboursAreTakenIn() {
    Asked before = good();
    byte[] bad = "{\"id\":\"bad\"}".getBytes(UTF_8);
    send("bad".getBytes(UTF_8), bad);
    Asked behind = good();
    BiFunction<byte @Nullable [], @Nullable Schema, CommandPeek> broken =
        (value, writer) -> {
          if (Arrays.equals(value, bad)) {
            throw new StackOverflowError();
          }
          return CommandPeek.at(value, writer);
        };

    isolates(bad, SchemaIds.none(), broken);
    fleet.startWorker();
    before.awaits("CREATED");
    behind.awaits("CREATED");
  }

  @Test
  @DisplayName(
      "CONTRACT §3: what is redriven is the same request, also where its command names none")
  void aRedrivenCommandWithoutAnIdIsFiledUnderTheOneItHad() {
    Asked known = fleet.asked(fleet.newId());
    var again = withId(known.id());
    again.headers().add("countersign.redrive", new byte[0]);
    fleet.send(again);

    fleet.startWorker();

    known.awaits("CREATED");
  }

  @Test
  void anIdInTheHeadersOfAnOrdinaryCommandCountsForNothing() {
    Asked stranger = fleet.asked(fleet.newId());
    fleet.send(withId(stranger.id()));

    fleet.startWorker();

    String id =
        Fleet.until(
            "an event",
            () -> fleet.events().all().stream().map(Readback::key).findFirst().orElse(null));
    assertThat(id).isNotEqualTo(stranger.id());
  }

  private ProducerRecord<byte[], byte[]> withId(String id) {
    var command = record(null, "{\"txjson\":{\"TransactionType\":\"SignIn\"}}".getBytes(UTF_8));
    command.headers().add("countersign.request.id", id.getBytes(UTF_8));
    return command;
  }

  @Test
  void aSchemaThatBreaksTheCodeIsADeadLetterAndItsNeighboursAreTakenIn() {
    Asked before = good();
    byte[] bad = {0, 0, 0, 0, 9, 1};
    send("bad".getBytes(UTF_8), bad);
    Asked behind = good();

    isolates(
        bad,
        _ -> {
          throw new StackOverflowError();
        },
        CommandPeek::at);

    fleet.startWorker();
    before.awaits("CREATED");
    behind.awaits("CREATED");
  }

  private void isolates(
      byte[] bad,
      SchemaIds schemas,
      BiFunction<byte @Nullable [], @Nullable Schema, CommandPeek> peek) {
    try (Admin admin = Admins.open(fleet.config().kafka(), fleet.newId());
        Intake intake =
            new Intake(
                fleet.config("a"),
                admin,
                new LoopMetrics(new SimpleMeterRegistry(), Tracing.off()),
                new Health(InstantSource.system()),
                new InboxLag(
                    () -> CompletableFuture.completedFuture(0L), 1, InstantSource.system()),
                schemas,
                InstantSource.system(),
                peek)) {
      ConsumerRecord<byte[], byte[]> letter =
          Fleet.until(
              "a dead letter",
              () -> {
                intake.turn();
                return fleet
                    .deadLetters()
                    .matching(record -> Arrays.equals(record.value(), bad))
                    .stream()
                    .findFirst()
                    .orElse(null);
              });
      assertThat(Readback.header(letter, "countersign.error.code")).isEqualTo("INTERNAL");
    }
  }

  private void assertReported(long offset) {
    List<ConsumerRecord<byte[], byte[]>> letters =
        fleet
            .deadLetters()
            .matching(
                letter ->
                    Long.toString(offset)
                        .equals(Readback.header(letter, "__connect.errors.offset")));
    assertThat(letters)
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.value()).isNull();
              assertThat(Readback.header(letter, "countersign.error.code")).isEqualTo("TOO_LARGE");
              assertThat(Readback.header(letter, "__connect.errors.partition")).isEqualTo("0");
              assertThat(Readback.header(letter, "__connect.errors.topic"))
                  .isEqualTo(fleet.topics().commands());
            });
  }

  private Asked good() {
    Asked asked = fleet.asked(fleet.newId());
    String json = "{\"id\":\"" + asked.id() + "\",\"txjson\":{\"TransactionType\":\"SignIn\"}}";
    send("key".getBytes(UTF_8), json.getBytes(UTF_8));
    return asked;
  }

  private long send(byte[] key, byte[] value) {
    return fleet.send(record(key, value)).offset();
  }

  private ProducerRecord<byte[], byte[]> record(byte @Nullable [] key, byte[] value) {
    return new ProducerRecord<>(fleet.topics().commands(), 0, key, value);
  }
}
