package dev.countersign.promises;

import dev.countersign.SignRequestEvent;
import dev.countersign.SignRequestEventType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was published about payloads, against the platform (CONTRACT §5, §6.1, §6.2, §6.4, §6.5).
 */
final class Truth {
  private static final Duration LINGER = Duration.ofMinutes(15);

  /** A read whose answer ended the request was made not longer ago, however slow the worker. */
  private static final Duration STALE = Duration.ofMinutes(1);

  private static final Duration CLOCKS = Duration.ofSeconds(5);

  private final Map<String, Lives> lives;
  private final Map<String, List<SignRequestEvent>> events;
  private final List<Broken> broken;
  private final Map<String, PlatformPayload> byUuid = new HashMap<>();

  Truth(Map<String, Lives> lives, Map<String, List<SignRequestEvent>> events, List<Broken> broken) {
    this.lives = lives;
    this.events = events;
    this.broken = broken;
  }

  void check(Collection<PlatformPayload> payloads) {
    Map<String, PlatformPayload> byIdentifier = new HashMap<>();
    for (PlatformPayload payload : payloads) {
      byUuid.put(payload.uuid(), payload);
      if (byIdentifier.put(payload.identifier(), payload) != null) {
        broken(Rule.ONE_PAYLOAD, payload.identifier(), "more than one payload");
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
      broken(Rule.TRUTH, id, event.getType() + " about another payload");
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
      broken(Rule.TRUTH, id, event.getType() + " is not true");
    }
    if (event.getCreated() != null
        && payload.pushedTo() != null
        && !payload.pushedTo().equals(event.getUser())) {
      broken(Rule.TOKEN, id, "asked of " + event.getUser() + ", pushed to " + payload.pushedTo());
    }
  }

  private void isTold(PlatformPayload payload) {
    List<SignRequestEvent> told =
        events.getOrDefault(payload.identifier(), List.of()).stream()
            .filter(event -> payload.uuid().equals(event.getPayloadUuid()))
            .toList();
    if (told.stream().noneMatch(event -> event.getType() == SignRequestEventType.CREATED)) {
      broken(Rule.TOLD, payload.identifier(), "its payload was never announced");
      return;
    }
    PlatformPayload.Resolution resolution = payload.resolution();
    if (resolution == null) {
      return;
    }
    if (resolution.signed()
        && isMissing(SignRequestEventType.SIGNED, told)
        && (resolution.readableAt().isBefore(watchedUntil(told))
            || isHinted(payload.identifier(), resolution, told))) {
      broken(
          Rule.TOLD, payload.identifier(), "signed, but not published in " + Promises.types(told));
    }
    if (!resolution.signed()
        && isMissing(SignRequestEventType.REJECTED, told)
        && resolution.readableAt().isBefore(openUntil(told))) {
      broken(
          Rule.TOLD,
          payload.identifier(),
          "rejected, but not published in " + Promises.types(told));
    }
  }

  private static boolean isMissing(SignRequestEventType type, List<SignRequestEvent> told) {
    return told.stream().noneMatch(event -> event.getType() == type);
  }

  /** For as long as the last read cannot have been made. */
  private static Instant watchedUntil(List<SignRequestEvent> told) {
    return firstEnd(told).map(end -> end.plus(LINGER)).orElse(Instant.MAX);
  }

  /** For as long as the read that ended it cannot have been made. */
  private static Instant openUntil(List<SignRequestEvent> told) {
    return firstEnd(told).map(end -> end.minus(STALE)).orElse(Instant.MAX);
  }

  private static Optional<Instant> firstEnd(List<SignRequestEvent> told) {
    return told.stream()
        .filter(SignRequestEvent::getTerminal)
        .findFirst()
        .map(SignRequestEvent::getObservedAt);
  }

  /** Whether something hinted at it while it was readable and the request remembered. */
  private boolean isHinted(
      String id, PlatformPayload.Resolution resolution, List<SignRequestEvent> told) {
    Instant at = resolution.hintedAt();
    Lives its = lives.get(id);
    return at != null
        && its != null
        && at.isAfter(resolution.readableAt())
        && at.isBefore(its.rememberedUntil(told).minus(CLOCKS));
  }

  private void broken(Rule rule, String id, String what) {
    broken.add(new Broken(rule, id, what));
  }
}
