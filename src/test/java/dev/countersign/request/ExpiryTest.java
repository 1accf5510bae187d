package dev.countersign.request;

import static dev.countersign.request.Given.EXPIRY;
import static dev.countersign.request.Given.T0;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Expiry is open-before (PROTOCOL §5.2), and nothing after it is the last word but time. */
class ExpiryTest {

  @Test
  void anExpiredFrameIsOnlyAHint() {
    Story.open().when(Given.hint(Signal.Hint.EXPIRED)).publishes().starts("read").is("Open");
  }

  @Test
  void neverOpenedIsTheEnd() {
    Story story = Story.open().when(Given.read(Given.expired())).publishes("EXPIRED final");
    story.is("Lingering");
    assertThat(story.events().getLast().occurredAt()).isEqualTo(EXPIRY);
  }

  @Test
  void openedIsNotTheEnd() {
    Story.opened().when(Given.read(Given.expired())).publishes("EXPIRED but opened").is("Open");
  }

  @Test
  void openedAsTheReadShowsIsNotTheEndEither() {
    Story.open()
        .when(Given.read(Given.expired().opened(true)))
        .publishes("OPENED", "EXPIRED but opened")
        .is("Open");
  }

  @Test
  void expiryIsPublishedOnce() {
    Story.opened()
        .when(Given.read(Given.expired()))
        .when(Given.hint(Signal.Hint.EXPIRED))
        .when(Given.read(Given.expired()))
        .publishes()
        .is("Open");
  }

  @Test
  void anOpenedFrameAfterTheEndIsNoNews() {
    Story.expired().when(Given.hint(Signal.Hint.OPENED)).publishes().is("Lingering");
  }

  @Test
  void anOpenedFrameThatOvertakesTheExpiryKeepsTheRequestOpen() {
    Story.open()
        .when(Given.hint(Signal.Hint.EXPIRED))
        .when(Given.hint(Signal.Hint.OPENED))
        .publishes("OPENED")
        .when(Given.read(Given.expired()))
        .publishes("EXPIRED but opened")
        .is("Open");
  }

  @Test
  void theDeadlineIsReadWhenNoFrameTellsIt() {
    Story story = Story.open();
    assertThat(story.wakeAt()).isEqualTo(EXPIRY.plusSeconds(5));
    story.timer().starts("read");
  }

  @Test
  void aPlatformWhoseClockIsBehindIsNotPolledHard() {
    Story story = Story.open();
    int reads = 0;
    while (story.now().isBefore(EXPIRY.plus(Duration.ofHours(1)))) {
      story.timer().starts("read").when(Given.read(Given.pending()));
      reads++;
    }
    assertThat(reads).isLessThan(15);
  }

  @Test
  void openedAndSilentIsAbandonedADayAfterExpiry() {
    Story story = Story.opened().timer().when(Given.read(Given.expired()));
    assertThat(story.wakeAt()).isEqualTo(EXPIRY.plus(Duration.ofHours(24)));
    story
        .timer()
        .starts("read")
        .when(Given.read(Given.expired()))
        .publishes("ABANDONED")
        .is("Lingering");
  }

  @Test
  void anOutageOverTheDayStillTellsBothEnds() {
    Story.opened()
        .after(Duration.ofHours(30))
        .when(Given.read(Given.expired()))
        .publishes("EXPIRED but opened", "ABANDONED")
        .is("Lingering");
  }

  @Test
  void theSocketLingersForAQuarterOfAnHourAndOneLastReadFollows() {
    Story story = Story.expired().starts();
    assertThat(story.wakeAt()).isEqualTo(story.now().plus(Duration.ofMinutes(15)));
    story
        .timer()
        .starts("read")
        .when(Given.read(Given.expired()))
        .publishes()
        .starts("unwatch")
        .is("Ended");
  }

  @Test
  void aFrameAtTheEndOfTheLingeringIsStillFollowed() {
    Story.expired()
        .afterSeconds(899)
        .when(Given.hint(Signal.Hint.RESOLVED))
        .afterSeconds(2)
        .when(Given.read(Given.expired()))
        .is("Lingering")
        .timer()
        .when(Given.read(Given.signed()))
        .publishes("SIGNED late");
  }

  @Test
  void anEndedRequestIsForgottenSevenDaysAfterItsEnd() {
    Story story = Story.expired();
    Duration sinceEnd = Duration.ofDays(7);
    var endedAt = story.now();
    story.lingersOut();
    assertThat(story.wakeAt()).isEqualTo(endedAt.plus(sinceEnd));
    story.timer().publishes().is("Unknown");
  }

  @Test
  void aTimerOfAnEarlierStateMeansNothing() {
    Story.expired().when(new Signal.TimerFired()).starts().is("Lingering");
    Story.open().when(new Signal.TimerFired()).starts().is("Open");
    Story.expired().lingersOut().when(new Signal.TimerFired()).is("Ended");
  }

  @Test
  void aRequestThatTookItsTimeHasItsEventsInOrder() {
    Story story = Story.abandoned().lingersOut();
    story.told("CREATED", "OPENED", "EXPIRED but opened", "ABANDONED");
    assertThat(story.events().stream().map(Event::sequence)).containsExactly(0L, 1L, 2L, 3L);
    assertThat(story.events().getFirst().observedAt()).isEqualTo(T0);
  }
}
