package dev.countersign.promises;

import dev.countersign.SignRequestEvent;
import dev.countersign.SignRequestEventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The lives of one id: once an ended request is forgotten, the same id begins anew (CONTRACT §6.5).
 */
final class Lives {
  /** Clocks differ, and a timer may fire a little late. */
  private static final Duration EARLY = Duration.ofSeconds(5);

  private static final Duration LATE = Duration.ofMinutes(1);

  private final List<List<SignRequestEvent>> lives = new ArrayList<>();
  private final Duration rememberFor;

  /**
   * Of one id.
   *
   * @param told in their order; each life counts from 0
   * @param rememberFor how long an ended request is known
   */
  Lives(List<SignRequestEvent> told, Duration rememberFor) {
    this.rememberFor = rememberFor;
    for (SignRequestEvent event : told) {
      if (lives.isEmpty() || event.getSequence() == 0) {
        lives.add(new ArrayList<>());
      }
      lives.getLast().add(event);
    }
  }

  List<List<SignRequestEvent>> all() {
    return lives;
  }

  /** What is told of the lives that may begin with a command of this place. */
  List<SignRequestEvent> from(int place) {
    return lives.stream().skip(place).flatMap(List::stream).toList();
  }

  /** How many lives are forgotten at a moment; -1: it is so close that it may be one less. */
  int forgotten(Instant at) {
    int forgotten = 0;
    for (List<SignRequestEvent> life : lives) {
      Instant until = rememberedUntil(life);
      if (at.isAfter(until.plus(LATE))) {
        forgotten++;
      } else {
        return at.isBefore(until.minus(LATE)) ? forgotten : -1;
      }
    }
    return forgotten;
  }

  void check(String id, List<Broken> broken) {
    Set<String> payloads = new HashSet<>();
    for (int i = 0; i < lives.size(); i++) {
      List<SignRequestEvent> life = lives.get(i);
      if (i > 0
          && life.getFirst()
              .getObservedAt()
              .isBefore(rememberedUntil(lives.get(i - 1)).minus(EARLY))) {
        broken.add(
            new Broken(
                Rule.MEMORY_OF_ENDS,
                id,
                "begins anew although it is remembered: "
                    + Promises.types(lives.get(i - 1))
                    + ", then "
                    + Promises.types(life)));
      }
      Set<String> its =
          new HashSet<>(
              life.stream()
                  .map(SignRequestEvent::getPayloadUuid)
                  .filter(Objects::nonNull)
                  .toList());
      if (!its.stream().allMatch(payloads::add)) {
        broken.add(
            new Broken(Rule.MEMORY_OF_ENDS, id, "the payload of an earlier life is taken for its"));
      }
    }
  }

  /** Max: it has not ended. */
  Instant rememberedUntil(List<SignRequestEvent> life) {
    Instant ended = null;
    SignRequestEventType end = null;
    for (SignRequestEvent event : life) {
      boolean isAnswer =
          event.getType() == SignRequestEventType.CANCELLED
              && end == SignRequestEventType.CANCELLED;
      if (event.getTerminal() && !isAnswer) {
        ended = event.getObservedAt();
        end = event.getType();
      }
    }
    return ended == null ? Instant.MAX.minus(Duration.ofDays(1)) : ended.plus(rememberFor);
  }
}
