package dev.countersign.simulation;

import dev.countersign.SignRequestEvent;
import dev.countersign.SignRequestEventType;
import dev.countersign.request.Signal;
import dev.countersign.wire.EventReader;
import dev.countersign.wire.InboxCodec;
import dev.countersign.wire.InboxCommand;
import dev.countersign.wire.InboxRecord;
import dev.countersign.wire.UndecodableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The reckoning: what a {@code read_committed} reader was told, against what was asked and true.
 */
final class Promises {
  private static final EventReader READER = new EventReader();

  private static final Set<SignRequestEventType> TO_CREATE =
      Set.of(
          SignRequestEventType.CREATED,
          SignRequestEventType.FAILED,
          SignRequestEventType.CANCELLED);
  private static final Set<SignRequestEventType> TO_INVALID = Set.of(SignRequestEventType.FAILED);
  private static final Set<SignRequestEventType> TO_CANCEL =
      Set.of(SignRequestEventType.CANCELLED, SignRequestEventType.CANCEL_REFUSED);

  private final History history;
  private final Findings findings;
  private final Map<String, List<SignRequestEvent>> events = new LinkedHashMap<>();
  private final Map<String, List<Asked>> commands = new LinkedHashMap<>();

  /** A command as its owner read it. */
  private record Asked(Signal signal, Instant at) {}

  Promises(History history) {
    this.history = history;
    this.findings = history.findings;
  }

  void check() {
    readEvents();
    readCommands();
    events.forEach((id, told) -> new Story(id, told, history).check());
    commands.forEach(this::answered);
    new Truth(history, events).check();
  }

  private void readEvents() {
    Set<String> ids = new HashSet<>();
    for (PartitionLog.Seen seen : history.cluster.committed(history.cluster.topics.events())) {
      SignRequestEvent event;
      try {
        event = READER.decode(seen.record().value());
      } catch (UndecodableException e) {
        throw new IllegalStateException("an event cannot be read", e);
      }
      if (!ids.add(event.getEventId())) {
        findings.broken("event id twice: " + event.getRequestId() + ' ' + event.getType());
      }
      events.computeIfAbsent(event.getRequestId(), _ -> new ArrayList<>()).add(event);
    }
  }

  private void readCommands() {
    for (PartitionLog.Seen seen : history.cluster.committed(history.cluster.topics.inbox())) {
      if (InboxCodec.decode(seen.record()) instanceof InboxRecord.Command(InboxCommand command)) {
        Signal signal =
            History.CODECS
                .commands()
                .decode(
                    command.requestId(),
                    command.value(),
                    command.origin().timestamp(),
                    command.trace(),
                    command.redriven());
        commands
            .computeIfAbsent(command.requestId(), _ -> new ArrayList<>())
            .add(new Asked(signal, Instant.ofEpochMilli(seen.record().timestamp())));
      }
    }
  }

  /** CONTRACT §6.2. */
  private void answered(String id, List<Asked> asked) {
    List<SignRequestEvent> told = events.getOrDefault(id, List.of());
    String application = null;
    for (Asked command : asked) {
      switch (command.signal()) {
        case Signal.CreateReceived create -> {
          if (application == null) {
            application = create.subject().application();
            demand(id, "CREATE", told, Instant.MIN, TO_CREATE);
          }
        }
        case Signal.InvalidReceived invalid -> {
          if (application == null) {
            application = invalid.subject().application();
            demand(id, "invalid command", told, Instant.MIN, TO_INVALID);
          }
        }
        case Signal.CancelReceived cancel -> {
          boolean foreign =
              cancel.application() != null && !cancel.application().equals(application);
          if (application != null && !foreign) {
            demand(id, "CANCEL", told, command.at(), TO_CANCEL);
          }
        }
        default -> throw new IllegalStateException("no command: " + command.signal());
      }
    }
  }

  private void demand(
      String id,
      String what,
      List<SignRequestEvent> told,
      Instant since,
      Set<SignRequestEventType> answers) {
    if (told.stream()
        .noneMatch(
            event ->
                answers.contains(event.getType())
                    && !event.getObservedAt().plus(Fleet.MOST_SKEW).isBefore(since))) {
      findings.broken(what + " of " + id + " is not answered: " + types(told));
    }
  }

  static List<SignRequestEventType> types(List<SignRequestEvent> told) {
    return told.stream().map(SignRequestEvent::getType).toList();
  }
}
