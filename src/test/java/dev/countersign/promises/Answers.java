package dev.countersign.promises;

import dev.countersign.SignRequestEvent;
import dev.countersign.SignRequestEventType;
import dev.countersign.request.Signal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every command that is no duplicate is answered (CONTRACT §6.2). */
final class Answers {
  private static final Set<SignRequestEventType> TO_CREATE =
      Set.of(
          SignRequestEventType.CREATED,
          SignRequestEventType.FAILED,
          SignRequestEventType.CANCELLED);
  private static final Set<SignRequestEventType> TO_INVALID = Set.of(SignRequestEventType.FAILED);
  private static final Set<SignRequestEventType> TO_CANCEL =
      Set.of(SignRequestEventType.CANCELLED, SignRequestEventType.CANCEL_REFUSED);

  private final Map<String, List<SignRequestEvent>> told;
  private final List<Broken> broken;

  /** The application of each request whose first command was read. */
  private final Map<String, String> applications = new HashMap<>();

  Answers(Map<String, List<SignRequestEvent>> told, List<Broken> broken) {
    this.told = told;
    this.broken = broken;
  }

  void check(Collection<Command> commands) {
    commands.forEach(this::check);
  }

  private void check(Command command) {
    String id = command.requestId();
    switch (command.signal()) {
      case Signal.CreateReceived create -> {
        if (applications.putIfAbsent(id, create.subject().application()) == null) {
          demand(id, "CREATE", Instant.MIN, TO_CREATE);
        }
      }
      case Signal.InvalidReceived invalid -> {
        if (applications.putIfAbsent(id, invalid.subject().application()) == null) {
          demand(id, "invalid command", Instant.MIN, TO_INVALID);
        }
      }
      case Signal.CancelReceived cancel -> {
        String application = applications.get(id);
        boolean foreign = cancel.application() != null && !cancel.application().equals(application);
        if (application != null && !foreign) {
          demand(id, "CANCEL", command.at(), TO_CANCEL);
        }
      }
      default -> throw new IllegalArgumentException("no command: " + command.signal());
    }
  }

  private void demand(String id, String what, Instant since, Set<SignRequestEventType> answers) {
    List<SignRequestEvent> events = told.getOrDefault(id, List.of());
    if (events.stream()
        .noneMatch(
            event -> answers.contains(event.getType()) && !event.getObservedAt().isBefore(since))) {
      broken.add(new Broken(id, what + " is not answered: " + Promises.types(events)));
    }
  }
}
