package dev.countersign.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.internal.RequestStateRecord;
import dev.countersign.testing.Fleet;
import dev.countersign.wire.Partitioner;
import dev.countersign.wire.StateCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestoreTest {
  private static final String SCHEMA = StateCodec.currentSchemaKey();

  @Test
  void whatWasJustCommittedIsAlwaysRestored() {
    try (Fleet fleet = Fleet.setup().workers(0).start();
        Owner owner = new Owner(fleet, "a").owning(3)) {
      owner.restored(0);
      for (int turn = 0; turn < 30; turn++) {
        owner.commit(0, "turn-" + turn);

        owner.restoreAgain(0);

        assertThat(owner.restored(0).states).containsKey("turn-" + turn).hasSize(turn + 1);
      }
    }
  }

  @Test
  void theNextOwnerHasThePreviousOnesLastTurn() {
    try (Fleet fleet = Fleet.setup().workers(0).start()) {
      for (int turn = 0; turn < 6; turn++) {
        try (Owner owner = new Owner(fleet, "worker-" + turn).owning(3)) {
          assertThat(owner.restored(1).states).hasSize(turn);
          owner.commit(1, "turn-" + turn);
        }
      }
    }
  }

  @Test
  void onlyWhatIsCommittedAndStillThereIsRestored() {
    try (Fleet fleet = Fleet.setup().workers(0).start();
        Transactions others = Transactions.open(fleet.config().kafka(), fleet.newId())) {
      KafkaProducer<byte[], byte[]> producer = others.producer();
      producer.beginTransaction();
      send(producer, Owner.state(fleet, 0, "kept", Owner.encoded()));
      send(producer, Owner.state(fleet, 0, "forgotten", Owner.encoded()));
      producer.commitTransaction();
      producer.beginTransaction();
      send(producer, Owner.state(fleet, 0, "forgotten", null));
      send(producer, Owner.state(fleet, 0, "never-there", null));
      producer.commitTransaction();
      producer.beginTransaction();
      send(producer, Owner.state(fleet, 0, "kept", null));
      send(producer, Owner.state(fleet, 0, "aborted", Owner.encoded()));
      producer.flush();
      producer.abortTransaction();

      try (Owner owner = new Owner(fleet, "a").owning(3)) {
        assertThat(owner.restored(0).states).containsOnlyKeys("kept");
        assertThat(owner.restored(0).held).isEmpty();
      }
    }
  }

  @Test
  void aStateThatTakesSeveralTurnsIsRestoredWhole() {
    try (Fleet fleet = Fleet.setup().workers(0).start();
        Transactions others = Transactions.open(fleet.config().kafka(), fleet.newId())) {
      int requests = 12_000;
      KafkaProducer<byte[], byte[]> producer = others.producer();
      producer.beginTransaction();
      for (int i = 0; i < requests; i++) {
        send(producer, Owner.state(fleet, 0, "request-" + i, Owner.encoded()));
      }
      producer.commitTransaction();

      try (Owner owner = new Owner(fleet, "a").owning(3)) {
        assertThat(owner.restored(0).states).hasSize(requests);
      }
    }
  }

  @Test
  void whatThisReleaseCannotReadIsHeldAndTheRestIsRestored() throws IOException {
    try (Fleet fleet = Fleet.setup().workers(0).start();
        Transactions others = Transactions.open(fleet.config().kafka(), fleet.newId())) {
      KafkaProducer<byte[], byte[]> producer = others.producer();
      producer.beginTransaction();
      send(producer, Owner.state(fleet, 0, SCHEMA, StateCodec.currentSchemaValue()));
      send(producer, Owner.state(fleet, 0, "schema/0000000000000001", "rubbish".getBytes(UTF_8)));
      send(producer, Owner.state(fleet, 0, "newer", newer()));
      send(producer, Owner.state(fleet, 0, "poison", "rubbish".getBytes(UTF_8)));
      send(producer, Owner.state(fleet, 0, "empty", new byte[0]));
      send(producer, Owner.state(fleet, 0, "cut", Arrays.copyOf(Owner.encoded(), 12)));
      byte[] garbage = Arrays.copyOf(Owner.encoded(), 200);
      Arrays.fill(garbage, 10, garbage.length, (byte) 0xFE);
      send(producer, Owner.state(fleet, 0, "garbage", garbage));
      send(producer, Owner.state(fleet, 0, "large", Arrays.copyOf(Owner.encoded(), 3_000_000)));
      send(producer, Owner.state(fleet, 0, "good", Owner.encoded()));
      producer.commitTransaction();

      try (Owner owner = new Owner(fleet, "a").owning(3)) {
        OwnedPartition partition = owner.restored(0);
        assertThat(partition.states).containsOnlyKeys("good");
        assertThat(partition.held)
            .containsOnlyKeys("newer", "poison", "empty", "cut", "garbage", "large");
        assertThat(partition.schemaKeys).containsExactly(SCHEMA);
      }
    }
  }

  @Test
  void aCommandForAHeldRequestIsADeadLetterAndItsStateStays() throws IOException {
    try (Fleet fleet = Fleet.setup().workers(0).start();
        Transactions others = Transactions.open(fleet.config().kafka(), fleet.newId())) {
      String id = fleet.newId();
      int partition = Partitioner.partition(id, fleet.config().partitions());
      KafkaProducer<byte[], byte[]> producer = others.producer();
      producer.beginTransaction();
      send(producer, Owner.state(fleet, partition, id, newer()));
      producer.commitTransaction();
      fleet.startWorker();

      fleet.asked(id).send("");

      assertThat(fleet.deadLetters(id, 1).getFirst().headers())
          .anyMatch(header -> new String(header.value(), UTF_8).equals("STATE_NOT_UNDERSTOOD"));
      fleet.ask("").awaits("CREATED");
      fleet.stop(fleet.worker());
      try (Owner owner = new Owner(fleet, "a").owning(3)) {
        assertThat(owner.restored(partition).held).containsKey(id);
      }
    }
  }

  private static byte[] newer() throws IOException {
    RequestStateRecord record = RequestStateRecord.getDecoder().decode(Owner.encoded());
    return RequestStateRecord.getEncoder()
        .encode(RequestStateRecord.newBuilder(record).setMinReader(99).build())
        .array();
  }

  @Test
  void aRestoreWaitsForTheOpenTransactionOfAnOwnerThatLeft() {
    try (Fleet fleet = Fleet.setup().workers(0).start();
        Transactions others = Transactions.open(fleet.config().kafka(), fleet.newId())) {
      KafkaProducer<byte[], byte[]> producer = others.producer();
      leaveOpen(fleet, producer);

      try (Owner owner = new Owner(fleet, "a").owning(3)) {
        Fleet.await("no restore while offsets are pending")
            .during(Duration.ofSeconds(1))
            .until(
                () -> {
                  owner.turn();
                  return !owner.isRestored(0);
                });
        assertThat(owner.awaited())
            .anySatisfy(
                what -> assertThat(what).contains("partition 0").contains("transaction is open"));
        producer.commitTransaction();

        assertThat(owner.restored(0).states).containsKey("last-turn");
        assertThat(owner.restored(0).offset).isEqualTo(7);
      }
    }
  }

  @Test
  void aWorkerThatDiedInATransactionIsReplacedAtOnceUnderItsName() {
    try (Fleet fleet = Fleet.setup().workers(0).start();
        Transactions dead =
            Transactions.open(fleet.config().kafka(), fleet.config().groupId() + "-pod-0")) {
      leaveOpen(fleet, dead.producer());

      try (Owner owner = new Owner(fleet, "pod-0").owning(3)) {
        assertThat(owner.restored(0).states).isEmpty();
        assertThat(owner.restored(0).offset).isZero();
      }
    }
  }

  /** A failure to send is a failure to commit. */
  @SuppressWarnings("FutureReturnValueIgnored")
  private static void send(
      KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
    producer.send(record);
  }

  /** A member sends its last turn and is gone before the commit. */
  private static void leaveOpen(Fleet fleet, KafkaProducer<byte[], byte[]> producer) {
    TopicPartition inbox = new TopicPartition(fleet.topics().inbox(), 0);
    try (KafkaConsumer<byte[], byte[]> member =
        Consumers.member(fleet.config().kafka(), fleet.config().groupId(), "leaver")) {
      member.subscribe(List.of(fleet.topics().inbox()));
      Fleet.await("assignment")
          .until(
              () -> {
                member.poll(Duration.ofMillis(10));
                return member.assignment().contains(inbox);
              });
      producer.beginTransaction();
      send(producer, Owner.state(fleet, 0, "last-turn", Owner.encoded()));
      producer.flush();
      producer.sendOffsetsToTransaction(
          Map.of(inbox, new OffsetAndMetadata(7)), member.groupMetadata());
    }
  }
}
