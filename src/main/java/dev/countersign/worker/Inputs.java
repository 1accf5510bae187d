package dev.countersign.worker;

import dev.countersign.request.RequestState;
import dev.countersign.request.Signal;
import dev.countersign.token.TokenDirectory;
import dev.countersign.tracing.LogLine;
import dev.countersign.wire.Partitioner;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What the next turn will apply, in order: inbox records, mail, due timers, permits; and when there
 * is room, requests whose work is to be started again. For one request that comes before all else.
 */
final class Inputs {
  private static final Logger log = LoggerFactory.getLogger(Inputs.class);

  /** A turn is not made larger than this, so that its transaction stays short. */
  static final int MAX = 4_096;

  private final Mailbox mailbox;
  private final Holdings holdings;
  private final WaitingRoom waitingRoom;
  private final TokenDirectory directory;
  private final int partitionCount;
  private final ArrayDeque<Input> inputs = new ArrayDeque<>();

  /** By request. After a takeover there may be a hundred thousand; nobody's news waits for them. */
  private final SequencedMap<String, Input> resumed = new LinkedHashMap<>();

  private final ArrayDeque<Parked> parked = new ArrayDeque<>();
  private long caughtUp;

  /** An input that waits until the token directory has caught up with {@code ticket}. */
  private record Parked(long ticket, Input input) {}

  Inputs(
      Mailbox mailbox,
      Holdings holdings,
      WaitingRoom waitingRoom,
      TokenDirectory directory,
      int partitionCount) {
    this.mailbox = mailbox;
    this.holdings = holdings;
    this.waitingRoom = waitingRoom;
    this.directory = directory;
    this.partitionCount = partitionCount;
  }

  boolean isEmpty() {
    return inputs.isEmpty() && resumed.isEmpty();
  }

  boolean isFull() {
    return inputs.size() + resumed.size() >= MAX;
  }

  /** What one turn works on; the rest is the next one's. */
  List<Input> take() {
    List<Input> taken = new ArrayList<>();
    while (taken.size() < MAX && !inputs.isEmpty()) {
      Input next = inputs.remove();
      Input before = resumed.remove(next.requestId());
      if (before != null) {
        taken.add(before);
      }
      taken.add(next);
    }
    while (taken.size() < MAX && !resumed.isEmpty()) {
      taken.add(resumed.pollFirstEntry().getValue());
    }
    return taken;
  }

  /** They come first again, in their order. */
  void putBack(List<Input> refused) {
    refused.reversed().forEach(inputs::addFirst);
  }

  void letters(List<ConsumerRecord<byte[], byte[]>> letters) {
    for (ConsumerRecord<byte[], byte[]> letter : letters) {
      OwnedPartition partition = holdings.get(letter.partition());
      if (partition != null) {
        inputs.add(new Input.FromInbox(partition, letter));
      }
    }
  }

  void resume(OwnedPartition partition, List<String> requestIds) {
    for (String requestId : requestIds) {
      resumed.put(requestId, Input.resumed(partition, requestId));
    }
  }

  void readMail() {
    for (Mail mail = next(); mail != null; mail = next()) {
      switch (mail) {
        case Mail.News(String requestId, Signal signal) -> news(requestId, signal);
        case Mail.GateChanged(String application, var gate) -> waitingRoom.gate(application, gate);
        case Mail.Permits(String application, int creates) ->
            waitingRoom.permit(application, creates);
        case Mail.OutlookChanged(String application, var outlook) ->
            waitingRoom.outlook(application, outlook);
        case Mail.TokensRead(var updates) -> directory.apply(updates);
        case Mail.TokensCaughtUp(long reached) -> caughtUp(reached);
        case Mail.Question question -> answer(question);
      }
    }
  }

  private @Nullable Mail next() {
    return inputs.size() < MAX ? mailbox.take() : null;
  }

  private void answer(Mail.Question question) {
    String requestId = question.requestId();
    OwnedPartition partition = holdings.get(Partitioner.partition(requestId, partitionCount));
    question.answer().complete(Answers.of(partition, requestId, question.viewer()));
  }

  private void news(String requestId, Signal signal) {
    OwnedPartition partition = holdings.get(Partitioner.partition(requestId, partitionCount));
    if (partition == null || !partition.restored) {
      return;
    }
    LoggingEventBuilder line = log.atDebug();
    (partition.state(requestId) instanceof RequestState.Known known
            ? LogLine.about(line, known.subject())
            : LogLine.about(line, requestId))
        .addKeyValue("signal", signal.getClass().getSimpleName())
        .log("news");
    Input input = new Input.FromSignal(partition, requestId, signal);
    if (signal instanceof Signal.TokenChecked checked && !checked.active()) {
      // Before a token is removed, all that was written since it was checked must be known.
      park(input);
    } else {
      inputs.add(input);
    }
  }

  /** It comes once the token directory has caught up with what is in the topic now. */
  void park(Input input) {
    parked.add(new Parked(holdings.nextTicket(), input));
  }

  private void caughtUp(long reached) {
    caughtUp = Math.max(caughtUp, reached);
    waitingRoom.caughtUp(caughtUp);
    while (!parked.isEmpty() && parked.element().ticket() <= caughtUp) {
      inputs.add(parked.remove().input());
    }
  }

  void timers(Instant now) {
    // Applied with milliseconds: a timer that is due now is due then.
    inputs.addAll(holdings.due(now.truncatedTo(ChronoUnit.MILLIS)));
  }

  /** Permits for those who may create now. */
  void admit(Instant now) {
    for (Waiting next : waitingRoom.admit(now)) {
      OwnedPartition partition = holdings.get(next.partition);
      if (partition != null) {
        inputs.add(new Input.Permit(partition, next.requestId));
      }
    }
  }

  /** Who will wait for long is to be told so. */
  void late(InstantSource clock) {
    if (!inputs.isEmpty()) {
      // They may be among these already.
      return;
    }
    for (ApplicationQueue.Late late : waitingRoom.late(clock)) {
      OwnedPartition partition = holdings.get(late.waiting().partition);
      if (partition != null) {
        inputs.add(
            new Input.FromSignal(
                partition,
                late.waiting().requestId,
                new Signal.Deferred(late.reason(), late.eta())));
      }
    }
  }
}
