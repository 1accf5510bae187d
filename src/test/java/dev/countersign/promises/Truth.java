package dev.countersign.promises;

import dev.countersign.SignRequestEvent;
import dev.countersign.SignRequestEventType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was published about payloads, against the platform (CONTRACT §5, §6.1, §6.4, §6.5). */
final class Truth {
  private static final Duration LINGER = Duration.ofMinutes(15);

  private final Map<String, List<SignRequestEvent>> events;
  private final List<Broken> broken;
  private final Map<String, PlatformPayload> byUuid = new HashMap<>();

  Truth(Map<String, List<SignRequestEvent>> events, List<Broken> broken) {
    this.events = events;
    this.broken = broken;
  }

  void check(Collection<PlatformPayload> payloads) {
    Map<String, PlatformPayload> byIdentifier = new HashMap<>();
    for (PlatformPayload payload : payloads) {
      byUuid.put(payload.uuid(), payload);
      if (byIdentifier.put(payload.identifier(), payload) != null) {
        broken(payload.identifier(), "more than one payload");
      }
    }
    events.forEach((id, told) -> told.forEach(event -> isTrue(id, event)));
    payloads.forEach(this::isTold);
  }

  private void isTrue(String id, SignRequestEvent event) {
    if (event.getPayloadUuid() == null) {
      return;
    }
    PlatformPayload payload = byUuid.get(event.getPayloadUuid());
    if (payload == null || !payload.identifier().equals(id)) {
      broken(id, event.getType() + " about another payload");
      return;
    }
    boolean isTrue =
        switch (event.getType()) {
          case SIGNED -> payload.isSigned();
          case REJECTED -> payload.isRejected();
          case OPENED -> payload.opened();
          default -> true;
        };
    if (!isTrue) {
      broken(id, event.getType() + " is not true");
    }
    if (event.getCreated() != null
        && payload.pushedTo() != null
        && !payload.pushedTo().equals(event.getUser())) {
      broken(id, "asked of " + event.getUser() + ", pushed to " + payload.pushedTo());
    }
  }

  private void isTold(PlatformPayload payload) {
    List<SignRequestEvent> told =
        events.getOrDefault(payload.identifier(), List.of()).stream()
            .filter(event -> payload.uuid().equals(event.getPayloadUuid()))
            .toList();
    if (told.stream().noneMatch(event -> event.getType() == SignRequestEventType.CREATED)) {
      broken(payload.identifier(), "its payload was never announced");
      return;
    }
    PlatformPayload.Resolution resolution = payload.resolution();
    if (resolution != null
        && resolution.signed()
        && told.stream().noneMatch(event -> event.getType() == SignRequestEventType.SIGNED)
        && resolution.readableAt().isBefore(watchedUntil(told))) {
      broken(payload.identifier(), "signed, but not published in " + Promises.types(told));
    }
  }

  /** For as long as the last read cannot have been made. */
  private static Instant watchedUntil(List<SignRequestEvent> told) {
    return told.stream()
        .filter(SignRequestEvent::getTerminal)
        .findFirst()
        .map(event -> event.getObservedAt().plus(LINGER))
        .orElse(Instant.MAX);
  }

  private void broken(String id, String what) {
    broken.add(new Broken(id, what));
  }
}
