package dev.countersign.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.SignRequestCancelledReason;
import dev.countersign.SignRequestDeferredReason;
import dev.countersign.SignRequestEvent;
import dev.countersign.SignRequestEventType;
import dev.countersign.SignRequestFailureCode;
import dev.countersign.promises.Command;
import dev.countersign.promises.Lateness;
import dev.countersign.promises.Rule;
import dev.countersign.request.Signal;
import dev.countersign.request.Succession;
import dev.countersign.wire.InboxCodec;
import dev.countersign.wire.InboxRecord;
import dev.countersign.wire.Partitioner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who replaces whom, against what the platform and the ledgers know (CONTRACT §9). */
final class SuccessionCheck {
  private static final Pattern NAMED = Pattern.compile("^replaces: request (\\S+) ");
  private static final Duration SOON = Duration.ofMinutes(2);

  /** Who is not told asks every five minutes. */
  private static final Duration AGAIN = Duration.ofMinutes(7);

  /** Every five minutes for as long as anybody waits, and after each of the takeovers. */
  private static final int MOST_QUESTIONS = 500;

  private static final Duration GRACE = Duration.ofSeconds(5);

  /** From a read's answer to its commit, where nothing goes wrong. */
  private static final Duration COMMITTED = Duration.ofSeconds(2);

  private final History history;
  private final List<Lateness.Told> all;
  private final Map<String, List<SignRequestEvent>> told = new HashMap<>();
  private final Map<Content, Asked> asked = new LinkedHashMap<>();
  private final Set<String> cancels = new HashSet<>();
  private final Set<String> redriven = new HashSet<>();

  private record Content(String id, String fingerprint) {}

  private record Asked(String application, @Nullable String replaces, Instant at) {}

  SuccessionCheck(History history, Collection<Lateness.Told> all, Collection<Command> commands) {
    this.history = history;
    this.all = List.copyOf(all);
    all.forEach(
        one ->
            told.computeIfAbsent(one.event().getRequestId(), _ -> new ArrayList<>())
                .add(one.event()));
    for (Command command : commands) {
      switch (command.signal()) {
        case Signal.CreateReceived create -> {
          asked.putIfAbsent(
              new Content(command.requestId(), create.subject().fingerprint()),
              new Asked(
                  create.subject().application(),
                  create.replaces(),
                  command.at().plus(Fleet.MOST_SKEW)));
          if (create.redriven()) {
            redriven.add(command.requestId());
          }
        }
        case Signal.CancelReceived _ -> cancels.add(command.requestId());
        default -> {}
      }
    }
  }

  void check() {
    for (SimPayload payload : history.world.payloads()) {
      Asked its = asked.get(new Content(payload.identifier, payload.subject.fingerprint()));
      if (its != null && its.replaces() != null) {
        isAlone(payload, its.application(), its.replaces());
        created(payload, its, its.replaces(), new HashSet<>(Set.of(payload.identifier)));
      }
    }
    isToldInTime();
    isBounded();
    told.forEach(
        (id, events) ->
            events.stream()
                .filter(event -> event.getFailure() != null)
                .forEach(event -> failed(id, event, event.getFailure().getCode())));
  }

  // --- when

  /** Whoever waits hears soon that it waits no longer, where nothing is in the way. */
  private void isToldInTime() {
    if (history.world.budget.isAmple()
        && history.isStill()
        && !history.forgets()
        && !history.fleet.isMixed()) {
      asked.forEach((content, its) -> isToldInTime(content.id(), its));
    }
  }

  private void isToldInTime(String id, Asked its) {
    Duration soon = isFirst(id, its.replaces()) ? SOON : AGAIN;
    Lateness.Told end =
        all.stream()
            .filter(one -> one.event().getRequestId().equals(its.replaces()))
            .filter(one -> one.event().getApplication().equals(its.application()))
            .filter(one -> one.event().getTerminal())
            .findFirst()
            .orElse(null);
    if (end == null
        || end.at().isBefore(history.calmFrom())
        || end.at().minus(soon).isBefore(its.at())
        || end.at().plus(soon).isAfter(history.calmUntil())) {
      return;
    }
    List<Lateness.Told> heard =
        all.stream().filter(one -> one.event().getRequestId().equals(id)).toList();
    boolean waits =
        heard.stream()
            .filter(one -> !one.at().isAfter(end.at()))
            .allMatch(
                one ->
                    one.event().getDeferred() != null
                        && one.event().getDeferred().getReason()
                            == SignRequestDeferredReason.PREDECESSOR_MAY_STILL_SIGN);
    boolean goesOn =
        heard.stream()
            .anyMatch(one -> one.at().isAfter(end.at()) && !one.at().isAfter(end.at().plus(soon)));
    if (waits && !goesOn) {
      history.findings.broken(
          Rule.HEIR_IN_TIME, id + ": does not hear that " + its.replaces() + " has ended");
    }
  }

  /** Of several that ask for one, only the first is told of its own accord. */
  private boolean isFirst(String id, @Nullable String predecessor) {
    if (predecessor == null) {
      return false;
    }
    int partition = Partitioner.partition(predecessor, Cluster.PARTITIONS);
    return history.cluster.inbox(partition).committed().stream()
        .map(seen -> InboxCodec.decode(seen.record()))
        .allMatch(
            record ->
                !(record instanceof InboxRecord.FromRequest(String to, Signal.Replaced replaced))
                    || !to.equals(predecessor)
                    || replaced.by().equals(id));
  }

  private void broken(String id, String what) {
    history.findings.broken(Rule.SUCCESSION, id + ": " + what);
  }

  // --- what was created

  /** Of two that replace the same one, the second replaces the first. */
  private void isAlone(SimPayload heir, String application, String predecessor) {
    SimPayload old = history.world.byIdentifier(application, predecessor);
    if (old == null || history.commands.foreign.contains(old.uuid) || history.forgets()) {
      return;
    }
    for (SimPayload other : history.world.payloads()) {
      Asked its = asked.get(new Content(other.identifier, other.subject.fingerprint()));
      if (its != null
          && predecessor.equals(its.replaces())
          && application.equals(its.application())
          && old.madeAt.isBefore(other.madeAt)
          && other.madeAt.isBefore(heir.madeAt)
          && !isOver(other, heir.madeAt)) {
        broken(
            heir.identifier,
            "is created beside " + other.identifier + " which replaces " + predecessor + " too");
      }
    }
  }

  private void created(SimPayload heir, Asked its, String predecessor, Set<String> seen) {
    if (!seen.add(predecessor)) {
      return;
    }
    SimPayload old = history.world.byIdentifier(heir.application, predecessor);
    if (old == null) {
      // Who is sent again on purpose asks one that is over by then.
      boolean again = redriven.contains(heir.identifier) || history.forgets();
      String before = again ? null : inherited(heir.application, predecessor);
      if (before != null) {
        created(heir, its, before, seen);
      }
    } else if (!history.commands.foreign.contains(old.uuid)) {
      if (old.madeAt.isAfter(heir.madeAt)) {
        if (!redriven.contains(predecessor) && !history.forgets()) {
          broken(heir.identifier, "is created before " + predecessor + ", which it replaces");
        }
      } else if (!isOver(old, heir.madeAt)) {
        broken(heir.identifier, "is created while " + predecessor + " can still be signed");
      } else if (!history.forgets()
          && isKnownAsSigned(old, its.at())
          && !hasFailedToSettle(old, heir.madeAt)) {
        broken(heir.identifier, "is created although " + predecessor + " is known to be signed");
      }
    }
  }

  /** What a request that waited for another one hands down to the one that replaces it. */
  private @Nullable String inherited(String application, String id) {
    List<Asked> lives =
        asked.entrySet().stream()
            .filter(entry -> entry.getKey().id().equals(id))
            .map(Map.Entry::getValue)
            .toList();
    List<SignRequestEvent> events = told.getOrDefault(id, List.of());
    boolean replaced =
        !events.isEmpty()
            && events.getLast().getCancelled() != null
            && events.getLast().getCancelled().getReason()
                == SignRequestCancelledReason.BEFORE_CREATION;
    return lives.size() == 1
            && lives.getFirst().application().equals(application)
            && heirs(id) == 1
            && replaced
            && !cancels.contains(id)
        ? lives.getFirst().replaces()
        : null;
  }

  private long heirs(String predecessor) {
    return asked.entrySet().stream()
        .filter(entry -> predecessor.equals(entry.getValue().replaces()))
        .map(entry -> entry.getKey().id())
        .distinct()
        .count();
  }

  private boolean isOver(SimPayload old, Instant at) {
    boolean abandoned =
        old.isOpened()
            && !at.isBefore(
                old.openBefore
                    .plus(history.settings.abandonAfter())
                    .minus(Fleet.MOST_SKEW.multipliedBy(2)));
    return abandoned || !old.saidOverAt.isAfter(at) || hasFailedToSettle(old, at);
  }

  private static boolean isKnownAsSigned(SimPayload old, Instant at) {
    return !old.saidSignedAt.equals(SimPayload.NEVER)
        && old.saidSignedAt.plus(COMMITTED).isBefore(at);
  }

  private boolean hasFailedToSettle(SimPayload old, Instant at) {
    return told.getOrDefault(old.identifier, List.of()).stream()
        .anyMatch(
            event ->
                event.getType() == SignRequestEventType.SETTLEMENT_FAILED
                    && old.uuid.equals(event.getPayloadUuid())
                    && !event.getObservedAt().minus(Fleet.MOST_SKEW).isAfter(at));
  }

  // --- what failed

  private void failed(String id, SignRequestEvent event, SignRequestFailureCode code) {
    Matcher named = NAMED.matcher(event.getFailure().getMessage());
    if (!named.find()) {
      return;
    }
    String predecessor = named.group(1);
    if (code == SignRequestFailureCode.PREDECESSOR_SIGNED) {
      SimPayload old = history.world.byIdentifier(event.getApplication(), predecessor);
      Instant at = event.getObservedAt().plus(Fleet.MOST_SKEW);
      if (old == null || !old.signed || old.resolvedAt.isAfter(at)) {
        broken(id, predecessor + " is not signed");
      } else if (hasFailedToSettle(old, firstAsked(id))) {
        broken(id, predecessor + " has failed to settle");
      }
    } else if (code == SignRequestFailureCode.PREDECESSOR_UNKNOWN
        && !history.forgets()
        && !history.fleet.isMixed()) {
      unknown(id, predecessor, event);
    }
  }

  private Instant firstAsked(String id) {
    return asked.entrySet().stream()
        .filter(entry -> entry.getKey().id().equals(id))
        .map(entry -> entry.getValue().at())
        .min(Instant::compareTo)
        .orElse(Instant.MIN);
  }

  /** By the order in which the predecessor's owner has read what came for it. */
  private void unknown(String id, String predecessor, SignRequestEvent event) {
    String owner = null;
    List<Boolean> knew = new ArrayList<>();
    List<Instant> questions = new ArrayList<>();
    Instant at = event.getObservedAt().plus(Fleet.MOST_SKEW);
    int partition = Partitioner.partition(predecessor, Cluster.PARTITIONS);
    for (PartitionLog.Seen seen : history.cluster.inbox(partition).committed()) {
      if (!predecessor.equals(new String(seen.record().key(), UTF_8))) {
        continue;
      }
      switch (InboxCodec.decode(seen.record())) {
        case InboxRecord.Command(var command) -> {
          String application =
              switch (Reckoning.signal(command)) {
                case Signal.CreateReceived create -> create.subject().application();
                case Signal.InvalidReceived invalid -> invalid.subject().application();
                default -> null;
              };
          owner = owner == null ? application : owner;
        }
        case InboxRecord.FromRequest(String _, Signal.Replaced replaced)
            when replaced.by().equals(id) && !asked(seen).isAfter(at) -> {
          questions.add(asked(seen));
          knew.add(event.getApplication().equals(owner));
        }
        default -> {}
      }
    }
    int answers = saidUnknown(id, predecessor, at);
    if (answers > 0 && answers <= knew.size() && knew.get(answers - 1)) {
      broken(id, predecessor + " is known");
    }
    if (questions.size() < 2
        || at.isBefore(questions.getFirst().plus(GRACE).minus(Fleet.MOST_SKEW.multipliedBy(2)))) {
      broken(id, predecessor + " is given no time to come");
    }
  }

  /** How often; as long as it is so, every question has this answer. */
  private int saidUnknown(String id, String predecessor, Instant by) {
    int partition = Partitioner.partition(id, Cluster.PARTITIONS);
    int answers = 0;
    for (PartitionLog.Seen seen : history.cluster.inbox(partition).committed()) {
      if (!asked(seen).isAfter(by)
          && InboxCodec.decode(seen.record())
              instanceof InboxRecord.FromRequest(String to, Signal.PredecessorIs is)
          && to.equals(id)
          && is.equals(new Signal.PredecessorIs(predecessor, Succession.Status.UNKNOWN))) {
        answers++;
      }
    }
    return answers;
  }

  /** Requests that wait for one another must not send somebody round for ever. */
  private void isBounded() {
    Map<String, Integer> letters = new HashMap<>();
    for (PartitionLog.Seen seen : history.cluster.committed(history.cluster.topics.inbox())) {
      if (InboxCodec.decode(seen.record())
          instanceof InboxRecord.FromRequest(String _, Signal.Replaced replaced)) {
        letters.merge(replaced.by(), 1, Integer::sum);
      }
    }
    letters.forEach(
        (id, count) -> {
          if (count > MOST_QUESTIONS) {
            history.findings.broken(
                Rule.AT_WORK, id + " asks whom it replaces " + count + " times");
          }
        });
  }

  private static Instant asked(PartitionLog.Seen seen) {
    return Instant.ofEpochMilli(seen.record().timestamp());
  }
}
