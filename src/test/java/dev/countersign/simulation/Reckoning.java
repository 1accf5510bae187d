package dev.countersign.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.SignRequestEvent;
import dev.countersign.SignRequestFailureCode;
import dev.countersign.promises.Command;
import dev.countersign.promises.Lateness;
import dev.countersign.promises.PlatformPayload;
import dev.countersign.promises.Promises;
import dev.countersign.promises.Rule;
import dev.countersign.request.Signal;
import dev.countersign.wire.DeadLetterCode;
import dev.countersign.wire.EventReader;
import dev.countersign.wire.InboxCodec;
import dev.countersign.wire.InboxCommand;
import dev.countersign.wire.InboxRecord;
import dev.countersign.wire.Origin;
import dev.countersign.wire.RememberedToken;
import dev.countersign.wire.SchemaIds;
import dev.countersign.wire.TokenCodec;
import dev.countersign.wire.TokenRecord;
import dev.countersign.wire.UndecodableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A history as the promises' rules look at it. */
final class Reckoning {
  private static final EventReader READER = new EventReader();

  /** Nothing that is sent here deserves these. */
  private static final Set<DeadLetterCode> NEVER =
      Set.of(
          DeadLetterCode.INTERNAL,
          DeadLetterCode.INBOX_NOT_UNDERSTOOD,
          DeadLetterCode.STATE_NOT_UNDERSTOOD);

  private final History history;

  Reckoning(History history) {
    this.history = history;
  }

  void check() {
    List<Lateness.Told> told = told();
    List<SignRequestEvent> events = told.stream().map(Lateness.Told::event).toList();
    List<Command> commands = commands();
    history.findings.broken(
        Promises.broken(events, commands, payloads(), history.settings.rememberFor()));
    history.world.calm.check(history, told);
    new SettlementCheck(history, told).check();
    new SuccessionCheck(history, told, commands).check();
    refused(events);
    strangers();
  }

  /** The platform here refuses nothing for good; it only takes no more for a while. */
  private void refused(List<SignRequestEvent> events) {
    for (SignRequestEvent event : events) {
      if (event.getFailure() != null
          && event.getFailure().getCode() == SignRequestFailureCode.PLATFORM_REFUSED) {
        history.findings.broken(
            Rule.LIMIT, event.getRequestId() + ": failed for a limit: " + event.getFailure());
      }
    }
  }

  private List<Lateness.Told> told() {
    List<Lateness.Told> told = new ArrayList<>();
    for (PartitionLog.Seen seen : history.cluster.committed(history.cluster.topics.events())) {
      try {
        told.add(new Lateness.Told(READER.decode(seen.record().value()), seen.visibleAt()));
      } catch (UndecodableException e) {
        throw new IllegalStateException("an event cannot be read", e);
      }
    }
    return told;
  }

  private List<Command> commands() {
    Set<String> held = held();
    List<Command> commands = new ArrayList<>();
    for (PartitionLog.Seen seen : history.cluster.committed(history.cluster.topics.inbox())) {
      if (InboxCodec.decode(seen.record()) instanceof InboxRecord.Command(InboxCommand command)
          && !held.contains(at(command.origin()))) {
        commands.add(
            new Command(
                command.requestId(),
                signal(command),
                Instant.ofEpochMilli(seen.record().timestamp()).minus(Fleet.MOST_SKEW)));
      }
    }
    return commands;
  }

  static Signal signal(InboxCommand command) {
    return History.CODECS
        .commands()
        .decode(
            command.requestId(),
            command.value(),
            command.writer(),
            command.origin().timestamp(),
            command.trace(),
            command.redriven());
  }

  /** Whoever is not who was expected must not get somebody's pushes (CONTRACT §5). */
  private void strangers() {
    for (PartitionLog.Seen seen : history.cluster.committed(history.cluster.topics.userTokens())) {
      if (TokenCodec.decode(seen.record().key(), seen.record().value(), SchemaIds.none())
              instanceof TokenRecord.Remembered(RememberedToken remembered)
          && history.world.isStrangers(remembered.token())) {
        history.findings.broken(Rule.TOKEN, "a stranger's token is remembered: " + remembered);
      }
    }
  }

  /** Commands for requests whose state only a newer release understands are dead letters. */
  private Set<String> held() {
    Set<String> held = new HashSet<>();
    for (PartitionLog.Seen seen : history.cluster.committed(history.cluster.topics.deadLetters())) {
      DeadLetterCode code = DeadLetterCode.valueOf(header(seen, "countersign.error.code"));
      String place =
          header(seen, "__connect.errors.partition")
              + '@'
              + header(seen, "__connect.errors.offset");
      if (code == DeadLetterCode.STATE_NOT_UNDERSTOOD && history.fleet.isMixed()) {
        held.add(place);
      } else if (code == DeadLetterCode.INBOX_NOT_UNDERSTOOD && history.fleet.isMixed()) {
        // What one request tells another that is held; it asks again.
        continue;
      } else if (NEVER.contains(code)) {
        history.findings.broken(Rule.DEAD_LETTER, "dead letter " + code + " for " + place);
      }
    }
    return held;
  }

  private static String at(Origin origin) {
    return origin.partition() + "@" + origin.offset();
  }

  private static String header(PartitionLog.Seen seen, String name) {
    return new String(seen.record().headers().lastHeader(name).value(), UTF_8);
  }

  private List<PlatformPayload> payloads() {
    return history.world.payloads().stream()
        .filter(payload -> !history.commands.foreign.contains(payload.uuid))
        .map(
            payload ->
                new PlatformPayload(
                    payload.uuid,
                    payload.identifier,
                    payload.pushed ? payload.person : null,
                    payload.isOpened(),
                    resolution(payload)))
        .toList();
  }

  private static PlatformPayload.@Nullable Resolution resolution(SimPayload payload) {
    return payload.isResolved()
        ? new PlatformPayload.Resolution(
            payload.signed, payload.resolvedShows.plus(Fleet.MOST_SKEW), payload.hintedAt)
        : null;
  }
}
