package dev.countersign.request;

import static dev.countersign.request.Given.T0;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Only authenticated reads decide; frames are hints (CONTRACT §6.4). */
class ResolutionTest {

  @Test
  void anOpenedFrameIsPublishedOnce() {
    Story.open()
        .when(Given.hint(Signal.Hint.OPENED))
        .publishes("OPENED")
        .when(Given.hint(Signal.Hint.OPENED))
        .publishes()
        .when(Given.read(Given.pending().opened(true)))
        .publishes();
  }

  @Test
  void aResolveFrameIsFollowedByARead() {
    Story.opened()
        .when(Given.hint(Signal.Hint.RESOLVED))
        .publishes()
        .starts("read")
        .when(Given.read(Given.signed()))
        .publishes("SIGNED")
        .starts("unwatch")
        .is("Ended");
  }

  @Test
  void aResolveFrameMayPrecedeTheReadableState() {
    Story.opened()
        .when(Given.hint(Signal.Hint.RESOLVED))
        .when(Given.read(Given.pending()))
        .publishes()
        .timer()
        .starts("read")
        .when(Given.read(Given.rejected()))
        .publishes("REJECTED");
  }

  @Test
  void aFrameThatNeverComesTrueIsChasedForHalfAMinute() {
    Story story = Story.opened().when(Given.hint(Signal.Hint.RESOLVED));
    int reads = 1;
    story.when(Given.read(Given.pending()));
    while (story.now().isBefore(T0.plusSeconds(60))) {
      story.timer();
      if (story.now().isBefore(T0.plusSeconds(60))) {
        reads++;
        story.when(Given.read(Given.pending()));
      }
    }
    assertThat(reads).isEqualTo(8);
  }

  @Test
  void aReadThatBeganBeforeTheFrameDoesNotEndTheChase() {
    Story.opened()
        .when(Given.hint(Signal.Hint.GAP))
        .when(Given.hint(Signal.Hint.RESOLVED))
        .when(Given.read(Given.pending()))
        .when(Given.read(Given.pending()))
        .timer()
        .starts("read");
  }

  @Test
  void aFrameBeforeThePayloadIsReadableIsNotForgotten() {
    Story.open()
        .when(Given.hint(Signal.Hint.RESOLVED))
        .when(new Signal.PayloadMissing())
        .timer()
        .when(Given.read(Given.pending()))
        .timer()
        .starts("read")
        .when(Given.read(Given.signed()))
        .publishes("OPENED", "SIGNED");
  }

  @Test
  void aGapIsReadOnceWhenThereIsACallToSpare() {
    Story.open()
        .when(Given.hint(Signal.Hint.GAP))
        .starts("reconcile")
        .when(Given.read(Given.pending()))
        .starts();
  }

  @Test
  void gapsAreReadFourTimesAnHourHoweverOftenTheyAreTold() {
    Story story = Story.open();
    int reads = 0;
    for (int minute = 0; minute < 60; minute++) {
      story.after(Duration.ofMinutes(1)).when(new Signal.Resumed());
      reads += story.when(Given.hint(Signal.Hint.GAP)).reads();
      while (story.isDue()) {
        reads += story.timer().reads();
      }
      story.when(Given.read(Given.pending()));
    }
    assertThat(reads).isEqualTo(4);
  }

  @Test
  void aGapThatMayNotBeReadYetIsReadAsSoonAsItMay() {
    Story story = Story.open().when(Given.hint(Signal.Hint.GAP)).when(Given.read(Given.pending()));
    Instant first = story.now();

    story.afterSeconds(60).when(Given.hint(Signal.Hint.GAP)).starts();

    story.timer().starts("read");
    assertThat(Duration.between(first, story.now())).isEqualTo(Given.SETTINGS.reconcileEvery());
  }

  @Test
  void anOpenedRequestThatExpiredIsReadFourTimesAnHourTooHoweverOftenItsSocketBreaks() {
    Story story = Story.opened().timer().when(Given.read(Given.expired().opened(true)));
    int reads = 0;
    for (int minute = 0; minute < 60; minute++) {
      reads += story.after(Duration.ofMinutes(1)).when(Given.hint(Signal.Hint.GAP)).reads();
      while (story.isDue()) {
        reads += story.timer().reads();
      }
      story.when(Given.read(Given.expired().opened(true)));
    }
    assertThat(reads).isEqualTo(4);
  }

  @Test
  void expiryThatIsKnownIsNotReadAgainWheneverASocketStandsAgain() {
    Story.opened()
        .when(Given.read(Given.expired().opened(true)))
        .when(Given.hint(Signal.Hint.EXPIRED))
        .starts();
  }

  @Test
  void whatTheLastOwnerWasReadingIsReadByTheNext() {
    Story.opened()
        .when(Given.hint(Signal.Hint.RESOLVED))
        .when(new Signal.Resumed())
        .starts("watch", "read")
        .when(Given.read(Given.signed()))
        .publishes("SIGNED");
  }

  @Test
  void aRestartedWorkerWatchesAgain() {
    Story.open().when(new Signal.Resumed()).starts("watch").publishes();
  }

  @Test
  void aSignatureWaitsForItsEngineResult() {
    Story.opened()
        .when(Given.hint(Signal.Hint.RESOLVED))
        .when(Given.read(Given.signedWithoutResult()))
        .publishes()
        .timer()
        .starts("read")
        .when(Given.read(Given.signed()))
        .publishes("SIGNED");
  }

  @Test
  void theEngineResultIsAwaitedForTenSecondsAtMost() {
    Story story = Story.opened().when(Given.read(Given.signedWithoutResult()));
    while (story.state() instanceof RequestState.Open) {
      story.timer().when(Given.read(Given.signedWithoutResult()));
    }
    story.publishes("SIGNED");
    assertThat(Duration.between(T0, story.now())).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aDoubledFrameDoesNotProlongTheWaitForTheEngineResult() {
    Story.opened()
        .when(Given.read(Given.signedWithoutResult()))
        .afterSeconds(9)
        .when(Given.hint(Signal.Hint.RESOLVED))
        .afterSeconds(1)
        .when(Given.read(Given.signedWithoutResult()))
        .publishes("SIGNED");
  }

  @Test
  void aSignatureThatOneReadShowedIsNotForgottenWhenTheNextDoesNot() {
    Story.opened()
        .when(Given.read(Given.signedWithoutResult()))
        .when(Given.read(Given.pending()))
        .publishes()
        .timer()
        .starts("read")
        .when(Given.read(Given.signed()))
        .publishes("SIGNED");
  }

  @Test
  void theTimeOfASignatureIsThePlatforms() {
    Story story = Story.opened().afterSeconds(300).when(Given.read(Given.signed()));
    assertThat(story.events().getLast().occurredAt()).isEqualTo(T0.plusSeconds(30));
    assertThat(story.events().getLast().observedAt()).isEqualTo(T0.plusSeconds(300));
  }
}
