package dev.countersign.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.SignRequestEvent;
import dev.countersign.SignRequestEventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When somebody did something, and when it was told. */
class LatenessTest extends Telling {
  private static final Instant ACT = T0.plus(Duration.ofMinutes(5));
  private static final Instant IN_TIME = ACT.plus(Lateness.BOUND);
  private static final Instant LATE = IN_TIME.plusMillis(1);

  private final List<Lateness.Told> told = new ArrayList<>();

  @Test
  void whatIsToldWithinTheBoundIsInTime() {
    told(SignRequestEventType.CREATED, T0);
    told(SignRequestEventType.OPENED, IN_TIME);

    assertThat(broken(SignRequestEventType.OPENED)).isEmpty();
  }

  @Test
  void whatIsToldLaterIsLate() {
    told(SignRequestEventType.CREATED, T0);
    told(SignRequestEventType.OPENED, LATE);
    ended(SignRequestEventType.SIGNED, LATE);

    assertThat(broken(SignRequestEventType.OPENED))
        .containsExactly("r: OPENED is not told within 30 s of " + ACT);
    assertThat(broken(SignRequestEventType.SIGNED))
        .containsExactly("r: SIGNED is not told within 30 s of " + ACT);
  }

  @Test
  void whatIsNeverToldIsLate() {
    told(SignRequestEventType.CREATED, T0);

    assertThat(broken(SignRequestEventType.REJECTED))
        .containsExactly("r: REJECTED is not told within 30 s of " + ACT);
  }

  @Test
  void aLateSignatureIsToldInTimeWhileTheSocketStays() {
    told(SignRequestEventType.CREATED, T0);
    ended(SignRequestEventType.EXPIRED, ACT.minus(Duration.ofMinutes(4)));

    assertThat(broken(SignRequestEventType.SIGNED))
        .containsExactly("r: SIGNED is not told within 30 s of " + ACT);
    assertThat(broken(SignRequestEventType.REJECTED)).isEmpty();
  }

  @Test
  void whatNobodyWatchesIsNotLate() {
    assertThat(broken(SignRequestEventType.SIGNED)).isEmpty();

    told(SignRequestEventType.CREATED, T0);
    ended(SignRequestEventType.EXPIRED, ACT.minus(Duration.ofMinutes(15)));

    assertThat(broken(SignRequestEventType.SIGNED)).isEmpty();
  }

  @Test
  void whatWasAnnouncedAMomentAgoMayHaveNoSocketYet() {
    told(SignRequestEventType.CREATED, ACT.minusSeconds(20));

    assertThat(broken(SignRequestEventType.OPENED)).isEmpty();
  }

  private void told(SignRequestEventType type, Instant at) {
    told.add(new Lateness.Told(at(told.size(), type).build(), at));
  }

  private void ended(SignRequestEventType type, Instant at) {
    SignRequestEvent event = at(told.size(), type).setTerminal(true).build();
    told.add(new Lateness.Told(event, at));
  }

  private List<String> broken(SignRequestEventType type) {
    return Lateness.broken(List.of(new Lateness.Act(UUID, type, ACT)), told).stream()
        .map(Broken::toString)
        .toList();
  }
}
