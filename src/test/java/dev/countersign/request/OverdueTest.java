package dev.countersign.request;

import static dev.countersign.request.Given.EXPIRY;
import static dev.countersign.request.Given.PAYLOAD;
import static dev.countersign.request.Given.SUBJECT;
import static dev.countersign.request.Given.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.RequestState.Chase;
import dev.countersign.request.RequestState.Lingering;
import dev.countersign.request.RequestState.Open;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OverdueTest {
  private static final Chase CHASE =
      new Chase(Chase.Goal.RESOLUTION, Via.WEBSOCKET, T0.plusSeconds(9), 2);

  private static Open open(boolean expired, @Nullable Chase chase) {
    return new Open(SUBJECT, 1, PAYLOAD, null, expired, null, null, chase, EXPIRY, null, null);
  }

  private static @Nullable Instant lingering(@Nullable Chase chase) {
    return Overdue.since(
        new Lingering(SUBJECT, 2, PAYLOAD, Outcome.EXPIRED, T0, null, null, chase, T0, null, null));
  }

  @Test
  void aCreateIsFromItsBeginningOn() {
    RequestState creating =
        new RequestState.Creating(
            SUBJECT,
            0,
            Given.ASK,
            1,
            T0,
            null,
            Map.of(),
            false,
            RequestState.Doubt.since(T0.plusSeconds(5)),
            Set.of());
    assertThat(Overdue.since(creating)).isEqualTo(T0);
  }

  @Test
  void aPersonMayTakeTheirTimeUntilItExpires() {
    assertThat(Overdue.since(open(false, null))).isEqualTo(EXPIRY);
  }

  @Test
  void whoHasOpenedItInTimeMayTakeEvenLonger() {
    assertThat(Overdue.since(open(true, null))).isNull();
  }

  @Test
  void whatWasAnnouncedIsFromThenOn() {
    assertThat(Overdue.since(open(false, CHASE))).isEqualTo(CHASE.since());
    assertThat(lingering(CHASE)).isEqualTo(CHASE.since());
  }

  @Test
  void whatHasEndedIsNot() {
    assertThat(lingering(null)).isNull();
    assertThat(Overdue.since(Lifecycle.unknown())).isNull();
  }
}
