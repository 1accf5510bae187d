package dev.countersign.simulation;

import dev.countersign.SignRequestEvent;
import dev.countersign.SignRequestEventType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What was published about payloads, against the platform (CONTRACT §6.1, §6.4, §6.5). */
final class Truth {
  private static final Duration LINGER = Duration.ofMinutes(15);

  private final History history;
  private final Findings findings;
  private final Map<String, List<SignRequestEvent>> events;

  Truth(History history, Map<String, List<SignRequestEvent>> events) {
    this.history = history;
    this.findings = history.findings;
    this.events = events;
  }

  void check() {
    events.forEach((id, told) -> told.forEach(event -> isTrue(id, event)));
    history.world.payloads().stream()
        .filter(payload -> !history.commands.foreign.contains(payload.uuid))
        .forEach(this::isTold);
  }

  private void isTrue(String id, SignRequestEvent event) {
    if (event.getPayloadUuid() == null) {
      return;
    }
    SimPayload payload = history.world.byUuid(event.getPayloadUuid());
    if (payload == null || !payload.identifier.equals(id)) {
      findings.broken(id + ": " + event.getType() + " about another payload");
      return;
    }
    boolean isTrue =
        switch (event.getType()) {
          case SIGNED -> payload.isResolved() && payload.signed;
          case REJECTED -> payload.isResolved() && !payload.signed;
          case OPENED -> payload.isOpened();
          default -> true;
        };
    if (!isTrue) {
      findings.broken(id + ": " + event.getType() + " is not true");
    }
  }

  private void isTold(SimPayload payload) {
    List<SignRequestEvent> told =
        events.getOrDefault(payload.identifier, List.of()).stream()
            .filter(event -> payload.uuid.equals(event.getPayloadUuid()))
            .toList();
    if (told.stream().noneMatch(event -> event.getType() == SignRequestEventType.CREATED)) {
      findings.broken(payload.identifier + ": its payload was never announced");
      return;
    }
    boolean signed = payload.isResolved() && payload.signed;
    if (signed
        && told.stream().noneMatch(event -> event.getType() == SignRequestEventType.SIGNED)
        && payload.resolvedShows.isBefore(watchedUntil(told))) {
      findings.broken(
          payload.identifier + ": signed, but not published in " + Promises.types(told));
    }
  }

  /** For as long as the last read cannot have been made. */
  private static Instant watchedUntil(List<SignRequestEvent> told) {
    return told.stream()
        .filter(SignRequestEvent::getTerminal)
        .findFirst()
        .map(event -> event.getObservedAt().minus(Fleet.MOST_SKEW).plus(LINGER))
        .orElse(Instant.MAX);
  }
}
