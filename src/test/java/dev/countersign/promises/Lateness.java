package dev.countersign.promises;

import dev.countersign.SignRequestEvent;
import dev.countersign.SignRequestEventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a person does at a payload whose status socket stands is told within seconds, the wait for
 * the engine result included (PROTOCOL §12); deadlines would find it in the end.
 */
public final class Lateness {
  /** Frame, lag of the readable state, reads that double their distance, and the engine result. */
  public static final Duration BOUND = Duration.ofSeconds(30);

  /** A payload may be unreadable at first, and then its socket is opened a second time. */
  private static final Duration WATCHED_AFTER = Duration.ofSeconds(30);

  /** The socket stays for 15 minutes after an end (CONTRACT §6.5). */
  private static final Duration WATCHED_FOR = Duration.ofMinutes(14);

  private static final Set<SignRequestEventType> UNDECIDED =
      Set.of(
          SignRequestEventType.EXPIRED,
          SignRequestEventType.CANCELLED,
          SignRequestEventType.ABANDONED);

  private Lateness() {}

  /**
   * Something that a person did.
   *
   * @param type the event that tells of it
   */
  public record Act(String payloadUuid, SignRequestEventType type, Instant at) {}

  /** An event and when it could be read. */
  public record Told(SignRequestEvent event, Instant at) {}

  /**
   * Which promises were not kept.
   *
   * @param acts of a time in which nothing went wrong
   * @param told those of one request in their order
   */
  public static List<Broken> broken(Collection<Act> acts, Collection<Told> told) {
    Map<String, List<Told>> byPayload = new HashMap<>();
    for (Told one : told) {
      String uuid = one.event().getPayloadUuid();
      if (uuid != null) {
        byPayload.computeIfAbsent(uuid, _ -> new ArrayList<>()).add(one);
      }
    }
    List<Broken> broken = new ArrayList<>();
    for (Act act : acts) {
      List<Told> story = byPayload.getOrDefault(act.payloadUuid(), List.of());
      if (isWatched(act, story) && !isTold(act, story)) {
        broken.add(
            new Broken(
                Rule.IN_TIME,
                story.getFirst().event().getRequestId(),
                act.type() + " is not told within " + BOUND.toSeconds() + " s of " + act.at()));
      }
    }
    return broken;
  }

  private static boolean isWatched(Act act, List<Told> story) {
    if (story.isEmpty() || story.getFirst().at().isAfter(act.at().minus(WATCHED_AFTER))) {
      return false;
    }
    for (Told one : story) {
      if (!one.event().getTerminal() || one.event().getType() == act.type()) {
        continue;
      }
      boolean signature = act.type() == SignRequestEventType.SIGNED;
      if (signature && UNDECIDED.contains(one.event().getType())) {
        return act.at().isBefore(one.at().plus(WATCHED_FOR));
      }
      // One that came to an end otherwise at the same moment is no longer watched for this.
      return one.at().isAfter(act.at().plus(BOUND));
    }
    return true;
  }

  private static boolean isTold(Act act, List<Told> story) {
    return story.stream()
        .anyMatch(
            one -> one.event().getType() == act.type() && !one.at().isAfter(act.at().plus(BOUND)));
  }
}
