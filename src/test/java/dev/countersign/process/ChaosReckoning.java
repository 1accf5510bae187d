package dev.countersign.process;

import dev.countersign.SignRequestEvent;
import dev.countersign.config.CountersignConfig;
import dev.countersign.config.Topics;
import dev.countersign.promises.Broken;
import dev.countersign.promises.Command;
import dev.countersign.promises.DeadLetters;
import dev.countersign.promises.PlatformPayload;
import dev.countersign.promises.Posts;
import dev.countersign.promises.Promises;
import dev.countersign.promises.TokenPromises;
import dev.countersign.request.Trace;
import dev.countersign.sandbox.Call;
import dev.countersign.sandbox.PayloadSnapshot;
import dev.countersign.sandbox.Sandbox;
import dev.countersign.testing.Readback;
import dev.countersign.wire.Encodings;
import dev.countersign.wire.EventReader;
import dev.countersign.wire.Format;
import dev.countersign.wire.RememberedToken;
import dev.countersign.wire.SchemaIds;
import dev.countersign.wire.TokenCodec;
import dev.countersign.wire.TokenRecord;
import dev.countersign.wire.UndecodableException;
import dev.countersign.worker.Codecs;
import dev.countersign.worker.Consumers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What any consumer can read, against what was sent and what the platform holds. */
final class ChaosReckoning implements AutoCloseable {
  private static final EventReader READER = new EventReader();
  private static final Codecs CODECS =
      Codecs.of(Set.copyOf(ChaosCommands.APPLICATIONS), Encodings.of(Format.AVRO));

  private final Topics topics;
  private final KafkaConsumer<byte[], byte[]> reader;
  private final List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
  private final Sandbox sandbox;
  private final Map<String, String> keys;
  private final ChaosCommands commands;
  private final ChaosPeople people;
  private final Chronicle chronicle;

  /**
   * Of one run.
   *
   * @param keys API key by alias
   */
  ChaosReckoning(
      CountersignConfig config,
      Sandbox sandbox,
      Map<String, String> keys,
      ChaosCommands commands,
      ChaosPeople people,
      Chronicle chronicle) {
    this.topics = config.topics();
    this.reader = Consumers.reader(config.kafka(), "reckoning");
    List<TopicPartition> partitions =
        Stream.of(topics.events(), topics.userTokens(), topics.deadLetters())
            .flatMap(topic -> Service.partitions(reader, topic).stream())
            .toList();
    reader.assign(partitions);
    reader.seekToBeginning(partitions);
    this.sandbox = sandbox;
    this.keys = keys;
    this.commands = commands;
    this.people = people;
    this.chronicle = chronicle;
  }

  /** An event and when its record was written. */
  private record Told(SignRequestEvent event, Instant at) {}

  /** What is not as promised now, which before the end may only mean that it is not over. */
  List<Broken> broken() {
    // Read before what it is compared with: whatever is told has happened.
    List<SignRequestEvent> events = told().stream().map(Told::event).toList();
    List<RememberedToken> tokens = tokens();
    List<DeadLetters.Letter> letters = letters();
    List<ChaosCommands.Sent> sent = commands.sent();
    List<Broken> broken =
        new ArrayList<>(
            Promises.broken(events, asked(sent), payloads(sandbox.payloads()), Duration.ofDays(7)));
    broken.addAll(
        TokenPromises.broken(
            tokens,
            events,
            (application, user) ->
                sandbox.person(user).userToken(keys.getOrDefault(application, application))));
    Map<String, String> junk = new HashMap<>();
    sent.stream()
        .filter(one -> one.junk() != null)
        .forEach(one -> junk.put(one.origin(), Objects.requireNonNull(one.junk()).name()));
    broken.addAll(DeadLetters.broken(junk, letters));
    broken.addAll(Posts.broken(posts(), chronicle::isAbsence));
    return broken;
  }

  /** Those that a fault answered are not about anything. */
  private List<Posts.Post> posts() {
    List<Posts.Post> posts = new ArrayList<>();
    for (Call call : sandbox.calls()) {
      boolean isConflict = call.status() == 409;
      String identifier = call.identifier();
      if (call.endpoint().equals("create")
          && identifier != null
          && (isConflict || call.payload() != null)) {
        posts.add(new Posts.Post(identifier, call.at(), isConflict));
      }
    }
    return posts;
  }

  private List<Told> told() {
    List<Told> told = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : read(topics.events())) {
      try {
        told.add(new Told(READER.decode(record.value()), Instant.ofEpochMilli(record.timestamp())));
      } catch (UndecodableException e) {
        throw new AssertionError("an event cannot be read", e);
      }
    }
    return told;
  }

  private List<RememberedToken> tokens() {
    List<RememberedToken> tokens = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : read(topics.userTokens())) {
      if (TokenCodec.decode(record.key(), record.value(), SchemaIds.none())
          instanceof TokenRecord.Remembered(RememberedToken token)) {
        tokens.add(token);
      } else {
        throw new AssertionError("a user token cannot be read, or was taken back: " + record);
      }
    }
    return tokens;
  }

  private List<DeadLetters.Letter> letters() {
    return read(topics.deadLetters()).stream()
        .map(
            record ->
                new DeadLetters.Letter(
                    Readback.header(record, "__connect.errors.partition")
                        + '/'
                        + Readback.header(record, "__connect.errors.offset"),
                    Readback.header(record, "countersign.error.code")))
        .toList();
  }

  /** All that is committed now; what was read before is not read again. */
  private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    Map<TopicPartition, Long> ends = reader.endOffsets(reader.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
      reader.poll(Duration.ofMillis(50)).forEach(read::add);
    }
    return read.stream().filter(record -> record.topic().equals(topic)).toList();
  }

  @Override
  public void close() {
    reader.close();
  }

  private static List<Command> asked(List<ChaosCommands.Sent> sent) {
    List<Command> asked = new ArrayList<>();
    sent.stream()
        .sorted(Comparator.comparingLong(ChaosCommands.Sent::offset))
        .forEach(
            one -> {
              String id = one.requestId();
              if (id != null) {
                asked.add(
                    new Command(
                        id,
                        CODECS
                            .commands()
                            .decode(id, one.value(), null, one.at(), Trace.NONE, false),
                        one.at()));
              }
            });
    return asked;
  }

  private List<PlatformPayload> payloads(List<PayloadSnapshot> snapshots) {
    return snapshots.stream()
        .map(
            payload ->
                new PlatformPayload(
                    payload.uuid(),
                    Objects.requireNonNull(payload.identifier()),
                    payload.pushedTo(),
                    people.touched(payload.uuid()),
                    resolution(payload)))
        .toList();
  }

  private PlatformPayload.@Nullable Resolution resolution(PayloadSnapshot payload) {
    return payload.resolved()
        ? new PlatformPayload.Resolution(
            payload.signed(), Objects.requireNonNull(people.decided(payload.uuid())))
        : null;
  }

  // --- for whoever looks at it

  /** How much there was, and how long the slowest took. */
  String summary() {
    List<Told> told = told();
    Map<String, Told> first = new HashMap<>();
    told.forEach(one -> first.putIfAbsent(one.event().getRequestId(), one));
    Slowest answer = Slowest.NONE;
    Set<String> asked = new HashSet<>();
    for (ChaosCommands.Sent sent : commands.sent()) {
      Told one = sent.requestId() == null ? null : first.get(sent.requestId());
      if (one != null && asked.add(one.event().getRequestId())) {
        answer = answer.or(one, sent.at());
      }
    }
    long conflicts = posts().stream().filter(Posts.Post::isConflict).count();
    return """
        %s; %d commands, %d requests, %d payloads, %d events, %d calls (%d creates were conflicts), \
        %d dead letters; longest: command to first event %s, decision to event %s"""
        .formatted(
            chronicle.counts(),
            commands.sent().size(),
            first.size(),
            sandbox.payloads().size(),
            told.size(),
            sandbox.calls().size(),
            conflicts,
            letters().size(),
            answer,
            slowestDecision(told));
  }

  /** The story of the person who waited longest for the event. */
  String slowest() {
    return story(slowestDecision(told()).requestId());
  }

  private Slowest slowestDecision(List<Told> told) {
    Map<String, Told> resolved = new HashMap<>();
    for (Told one : told) {
      if (one.event().getResolution() != null && one.event().getPayloadUuid() != null) {
        resolved.putIfAbsent(one.event().getPayloadUuid(), one);
      }
    }
    Slowest slowest = Slowest.NONE;
    for (Map.Entry<String, Told> entry : resolved.entrySet()) {
      Instant decided = Objects.requireNonNull(people.decided(entry.getKey()));
      slowest = slowest.or(entry.getValue(), decided);
    }
    return slowest;
  }

  /** The longest time between an action and its event. */
  private record Slowest(Duration time, String requestId) {
    static final Slowest NONE = new Slowest(Duration.ZERO, "-");

    Slowest or(Told told, Instant since) {
      Duration took = Duration.between(since, told.at());
      return took.compareTo(time) > 0 ? new Slowest(took, told.event().getRequestId()) : this;
    }

    @Override
    public String toString() {
      return "%.1f s (%s)".formatted(time.toMillis() / 1e3, requestId);
    }
  }

  /**
   * All misfortunes, and everything about one request.
   *
   * @param about its id, or the origin of one of its commands
   */
  String story(String about) {
    String requestId =
        commands.sent().stream()
            .filter(sent -> sent.origin().equals(about))
            .findFirst()
            .map(ChaosCommands.Sent::requestId)
            .orElse(about);
    List<Chronicle.Entry> entries = new ArrayList<>(chronicle.entries());
    Set<String> uuids = new HashSet<>();
    sandbox.payloads(requestId).forEach(payload -> uuids.add(payload.uuid()));
    for (Told told : told()) {
      SignRequestEvent event = told.event();
      entries.add(
          new Chronicle.Entry(
              told.at(),
              "event",
              event.getRequestId(),
              event.getSequence() + " " + event.getType() + " " + event));
    }
    for (Call call : sandbox.calls()) {
      boolean isAbout =
          requestId.equals(call.identifier())
              || (call.payload() != null && uuids.contains(call.payload()))
              || uuids.stream().anyMatch(call.path()::contains);
      if (isAbout) {
        entries.add(
            new Chronicle.Entry(
                call.at(),
                "call",
                requestId,
                call.endpoint() + " " + call.status() + " " + call.code() + " " + call.path()));
      }
    }
    StringBuilder story = new StringBuilder();
    entries.stream()
        .filter(entry -> entry.concerns(requestId))
        .sorted(Comparator.comparing(Chronicle.Entry::at))
        .forEach(entry -> story.append(chronicle.line(entry)));
    sandbox.payloads(requestId).forEach(payload -> story.append(payload).append('\n'));
    return story.toString();
  }
}
