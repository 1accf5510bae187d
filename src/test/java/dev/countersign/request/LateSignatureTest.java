package dev.countersign.request;

import org.junit.jupiter.api.Test;

/** A signature overturns every end but itself (CONTRACT §4, §6.5). */
class LateSignatureTest {
  private static final Signal SIGNED = Given.read(Given.signed());

  @Test
  void afterAnExpiryThatWasNotTheEnd() {
    Story.opened()
        .when(Given.read(Given.expired()))
        .when(SIGNED)
        .publishes("SIGNED late")
        .starts("unwatch")
        .is("Ended");
  }

  @Test
  void afterAnExpiryThatWasTheEnd() {
    Story.expired().when(SIGNED).publishes("SIGNED late").is("Ended");
  }

  @Test
  void afterACancel() {
    Story.cancelled()
        .when(Given.hint(Signal.Hint.RESOLVED))
        .starts("read")
        .when(Given.read(Given.signed().cancelledToo()))
        .publishes("SIGNED late");
  }

  @Test
  void afterItWasAbandoned() {
    Story.abandoned().when(SIGNED).publishes("SIGNED late");
  }

  @Test
  void inTheLastReadOfTheLingering() {
    Story.expired().timer().starts("read").when(SIGNED).publishes("SIGNED late");
  }

  @Test
  void whileTheStubIsRemembered() {
    Story.expired().lingersOut().when(SIGNED).publishes("SIGNED late").is("Ended");
  }

  @Test
  void afterThePayloadWasLost() {
    Story story = Story.open().when(new Signal.PayloadMissing());
    while (story.state() instanceof RequestState.Open) {
      story.timer().when(new Signal.PayloadMissing());
    }
    story.publishes("FAILED PAYLOAD_UNKNOWN").when(SIGNED).publishes("SIGNED late");
  }

  @Test
  void isPublishedOnce() {
    Story.expired().when(SIGNED).when(SIGNED).publishes().is("Ended");
  }

  @Test
  void waitsForItsEngineResultToo() {
    Story.expired()
        .when(Given.read(Given.signedWithoutResult()))
        .publishes()
        .timer()
        .starts("read")
        .when(SIGNED)
        .publishes("SIGNED late");
  }

  @Test
  void aLateRejectionIsNoNews() {
    Story.expired().when(Given.read(Given.rejected())).publishes().starts("unwatch").is("Ended");
  }

  @Test
  void aFrameWhileLingeringIsChased() {
    Story.cancelled()
        .when(Given.hint(Signal.Hint.RESOLVED))
        .when(Given.read(Given.cancelled()))
        .timer()
        .starts("read")
        .when(Given.read(Given.signed().cancelledToo()))
        .publishes("SIGNED late");
  }

  @Test
  void aRestartedWorkerLingersOn() {
    Story.expired().when(new Signal.Resumed()).starts("watch").is("Lingering");
  }

  @Test
  void isUnknownOnceTheRequestIsForgotten() {
    Story.expired().lingersOut().timer().is("Unknown").when(SIGNED).publishes().is("Unknown");
  }
}
