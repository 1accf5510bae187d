package dev.countersign.promises;

import dev.countersign.SignRequestEvent;
import dev.countersign.SignRequestEventType;
import dev.countersign.request.Signal;
import java.time.Duration;
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
  private static final Lives NONE = new Lives(List.of(), Duration.ZERO);

  private final Map<String, Lives> told;
  private final List<Broken> broken;

  /** The application of each life whose first command was read. */
  private final Map<Life, String> applications = new HashMap<>();

  private record Life(String requestId, int number) {}

  Answers(Map<String, Lives> told, List<Broken> broken) {
    this.told = told;
    this.broken = broken;
  }

  void check(Collection<Command> commands) {
    commands.forEach(this::check);
  }

  private void check(Command command) {
    String id = command.requestId();
    Lives lives = told.getOrDefault(id, NONE);
    int forgotten = lives.forgotten(command.at());
    if (forgotten < 0) {
      return;
    }
    Life life = new Life(id, forgotten);
    List<SignRequestEvent> events = lives.from(forgotten);
    switch (command.signal()) {
      case Signal.CreateReceived create -> {
        if (applications.putIfAbsent(life, create.subject().application()) == null) {
          demand(id, events, "CREATE", Instant.MIN, TO_CREATE);
        }
      }
      case Signal.InvalidReceived invalid -> {
        if (applications.putIfAbsent(life, invalid.subject().application()) == null) {
          demand(id, events, "invalid command", Instant.MIN, TO_INVALID);
        }
      }
      case Signal.CancelReceived cancel -> {
        String application = applications.get(life);
        boolean foreign = cancel.application() != null && !cancel.application().equals(application);
        if (application != null && !foreign) {
          demand(id, events, "CANCEL", command.at(), TO_CANCEL);
        }
      }
      default -> throw new IllegalArgumentException("no command: " + command.signal());
    }
  }

  private void demand(
      String id,
      List<SignRequestEvent> events,
      String what,
      Instant since,
      Set<SignRequestEventType> answers) {
    if (events.stream()
        .noneMatch(
            event -> answers.contains(event.getType()) && !event.getObservedAt().isBefore(since))) {
      broken.add(new Broken(Rule.ANSWER, id, what + " is not answered: " + Promises.types(events)));
    }
  }
}
