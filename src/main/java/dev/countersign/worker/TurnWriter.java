package dev.countersign.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.config.Topics;
import dev.countersign.request.Event;
import dev.countersign.request.Lifecycle;
import dev.countersign.request.Message;
import dev.countersign.request.Rejection;
import dev.countersign.request.RequestState;
import dev.countersign.request.Signal;
import dev.countersign.request.Step;
import dev.countersign.request.TokenNews;
import dev.countersign.request.UserToken;
import dev.countersign.token.TokenDirectory;
import dev.countersign.tracing.LogLine;
import dev.countersign.wire.DeadLetterCode;
import dev.countersign.wire.InboxCodec;
import dev.countersign.wire.InboxCommand;
import dev.countersign.wire.InboxRecord;
import dev.countersign.wire.InboxWebhook;
import dev.countersign.wire.Partitioner;
import dev.countersign.wire.StateCodec;
import dev.countersign.wire.TokenCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies one input at a time: asks the core what follows and encodes it. A turn is touched only
 * when all of an input worked, so that one input that breaks the code can be put aside by itself.
 */
final class TurnWriter {
  private static final Logger log = LoggerFactory.getLogger(TurnWriter.class);

  private final Lifecycle lifecycle;
  private final Codecs codecs;
  private final TokenDirectory directory;
  private final Topics topics;
  private final Supplier<Map<String, Long>> ledgers;
  private final int partitions;
  private final DeadLetterWriter deadLetters;

  TurnWriter(LoopSettings settings, Codecs codecs, TokenDirectory directory) {
    this.lifecycle = settings.lifecycle();
    this.codecs = codecs;
    this.directory = directory;
    this.topics = settings.topics();
    this.ledgers = settings.ledgers();
    this.partitions = settings.partitions();
    this.deadLetters = new DeadLetterWriter(settings.topics(), settings.fleet());
  }

  void apply(Turn turn, Input input, Instant now) {
    switch (input) {
      case Input.FromInbox(OwnedPartition partition, ConsumerRecord<byte[], byte[]> letter) -> {
        applyLetter(turn, partition, letter, now);
        turn.consumed(partition, letter.offset());
      }
      case Input.FromSignal(OwnedPartition partition, String requestId, Signal signal) -> {
        if (!partition.held.containsKey(requestId)) {
          applySignal(turn, partition, requestId, signal, null, now);
        }
      }
      case Input.Permit(OwnedPartition partition, String requestId) -> {
        if (turn.state(partition, requestId) instanceof RequestState.Queued queued) {
          String user = queued.subject().user();
          UserToken token =
              user == null ? null : directory.current(queued.subject().application(), user);
          Signal permitted = new Signal.Permitted(token, ledgers.get());
          applySignal(turn, partition, requestId, permitted, null, now);
        }
      }
    }
  }

  private void applyLetter(
      Turn turn, OwnedPartition partition, ConsumerRecord<byte[], byte[]> letter, Instant now) {
    switch (InboxCodec.decode(letter)) {
      case InboxRecord.NotUnderstood(String why) -> turn.dead(deadLetters.unknown(letter, why));
      case InboxRecord.Webhook(InboxWebhook webhook) -> applyWebhook(turn, partition, webhook, now);
      case InboxRecord.FromRequest(String requestId, Signal.FromRequest signal) -> {
        String why = partition.held.get(requestId);
        if (why == null) {
          applySignal(turn, partition, requestId, signal, null, now);
        } else {
          // It is asked again and again, and told to whoever asks.
          LogLine.about(log.atInfo(), requestId)
              .addKeyValue("why", why)
              .log("message for a request that is held");
        }
      }
      case InboxRecord.Command(InboxCommand command) -> {
        String why = partition.held.get(command.requestId());
        if (why != null) {
          turn.dead(
              deadLetters.refused(
                  partition.number, command, DeadLetterCode.STATE_NOT_UNDERSTOOD, why));
          return;
        }
        Signal signal =
            codecs
                .commands()
                .decode(
                    command.requestId(),
                    command.value(),
                    command.writer(),
                    command.origin().timestamp(),
                    command.trace(),
                    command.redriven());
        applySignal(turn, partition, command.requestId(), signal, command, now);
      }
    }
  }

  /** Before a token is published again, all that was written since must be known: later. */
  private void applyWebhook(
      Turn turn, OwnedPartition partition, InboxWebhook webhook, Instant now) {
    String requestId = webhook.requestId();
    RequestState state = turn.state(partition, requestId);
    WebhookFate fate =
        partition.held.containsKey(requestId) ? WebhookFate.HELD : WebhookFate.of(webhook, state);
    if (fate == WebhookFate.HINT) {
      if (isSigned(state)) {
        turn.later.add(new Input.FromSignal(partition, requestId, webhook.signal()));
      } else {
        applySignal(turn, partition, requestId, webhook.signal(), null, now);
      }
    }
    turn.webhooks.add(fate);
  }

  private static boolean isSigned(RequestState state) {
    return state instanceof RequestState.Settling
        || (state instanceof RequestState.Ended ended && ended.outcome().isSigned());
  }

  private void applySignal(
      Turn turn,
      OwnedPartition partition,
      String requestId,
      Signal signal,
      @Nullable InboxCommand command,
      Instant now) {
    RequestState before = turn.state(partition, requestId);
    Step step = lifecycle.apply(before, signal, now);
    Instant wakeAt = lifecycle.wakeAt(step.next());
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (Event event : step.events()) {
      records.add(
          new ProducerRecord<>(
              topics.events(),
              null,
              codecs.events().key(event),
              codecs.events().encode(event),
              codecs.events().headers(event)));
    }
    for (TokenNews news : step.tokens()) {
      encode(records, news);
    }
    for (Message message : step.messages()) {
      records.add(
          InboxCodec.encode(
              message, topics.inbox(), Partitioner.partition(message.to(), partitions)));
    }
    DeadLetter dead = null;
    Rejection rejection = step.rejection();
    if (rejection != null && command != null) {
      dead =
          deadLetters.refused(
              partition.number,
              command,
              DeadLetterCode.valueOf(rejection.code().name()),
              rejection.message());
    }
    boolean changed = !step.next().equals(before);
    if (changed) {
      turn.change(partition, requestId, step.next(), wakeAt);
    }
    if (changed || !records.isEmpty()) {
      turn.touch(partition);
      turn.records.addAll(records);
      turn.events.addAll(step.events());
    }
    if (dead != null) {
      turn.dead(dead);
    }
    if (step.next() instanceof RequestState.Known known) {
      step.actions().forEach(action -> turn.actions.add(new Turn.Started(known.subject(), action)));
    }
  }

  private void encode(List<ProducerRecord<byte[], byte[]>> records, TokenNews news) {
    switch (news) {
      case TokenNews.Issued issued -> {
        boolean hearsay = issued.payloadUuid() == null;
        if (!hearsay
            || !issued.token().equals(directory.current(issued.application(), issued.user()))) {
          records.add(record(issued));
        }
      }
      case TokenNews.Dated dated -> {
        UserToken token = directory.expiringAt(dated.application(), dated.user(), dated.estimate());
        if (token != null && dated.isOf(token)) {
          records.add(record(dated.of(token)));
        }
      }
      case TokenNews.Revoked revoked -> {
        // Somebody may have signed since: only the token that was checked is removed.
        if (revoked.token().equals(directory.current(revoked.application(), revoked.user()))) {
          records.add(
              new ProducerRecord<>(
                  topics.userTokens(),
                  TokenCodec.key(revoked.application(), revoked.user()),
                  null));
        }
      }
    }
  }

  private ProducerRecord<byte[], byte[]> record(TokenNews.Issued issued) {
    return new ProducerRecord<>(
        topics.userTokens(),
        null,
        TokenCodec.key(issued.application(), issued.user()),
        codecs.tokens().encode(issued),
        codecs.tokens().headers());
  }

  /** Adds the new states, once for each request, and the schema they are written with. */
  void writeStates(Turn turn) {
    String schemaKey = StateCodec.currentSchemaKey();
    Set<Integer> announced = new HashSet<>();
    turn.changes.forEach(
        (requestId, change) -> {
          OwnedPartition partition = change.partition();
          if (!partition.schemaKeys.contains(schemaKey) && announced.add(partition.number)) {
            turn.records.add(state(partition, schemaKey, StateCodec.currentSchemaValue()));
          }
          if (change.after() instanceof RequestState.Unknown) {
            turn.records.add(state(partition, requestId, null));
          } else {
            byte[] encoded = codecs.states().encode(change.after());
            turn.bytes.put(requestId, encoded.length);
            turn.records.add(state(partition, requestId, encoded));
          }
        });
    turn.announced.addAll(announced);
  }

  private ProducerRecord<byte[], byte[]> state(
      OwnedPartition partition, String key, byte @Nullable [] value) {
    return new ProducerRecord<>(topics.state(), partition.number, key.getBytes(UTF_8), value);
  }

  /**
   * Puts aside an input that breaks the worker's own code (CONTRACT §6.7).
   *
   * @return whether that is news, and not a signal that has broken it before
   */
  boolean isolate(Turn turn, Input input, Throwable cause) {
    turn.isolated.add(input);
    return switch (input) {
      case Input.FromInbox(OwnedPartition partition, ConsumerRecord<byte[], byte[]> letter) -> {
        turn.dead(deadLetters.broken(letter, cause));
        turn.consumed(partition, letter.offset());
        yield true;
      }
      case Input.FromSignal(OwnedPartition partition, String requestId, Signal signal) ->
          isolate(turn, partition, requestId, signal.getClass(), cause);
      case Input.Permit(OwnedPartition partition, String requestId) ->
          isolate(turn, partition, requestId, Signal.Permitted.class, cause);
    };
  }

  private boolean isolate(
      Turn turn,
      OwnedPartition partition,
      String requestId,
      Class<? extends Signal> signal,
      Throwable cause) {
    boolean told = partition.broken.getOrDefault(requestId, Set.of()).contains(signal);
    if (told || !turn.broken.add(new Turn.Broken(partition, requestId, signal))) {
      return false;
    }
    turn.touch(partition);
    turn.dead(deadLetters.broken(partition, requestId, signal, cause));
    return true;
  }

  /** Puts aside an inbox record that does not even fit into the dead letters. */
  void isolateByPlace(Turn turn, OwnedPartition partition, ConsumerRecord<byte[], byte[]> letter) {
    turn.isolated.add(new Input.FromInbox(partition, letter));
    turn.dead(deadLetters.byPlace(letter));
    turn.consumed(partition, letter.offset());
  }
}
