package dev.countersign.promises;

import dev.countersign.SignRequestEvent;
import dev.countersign.SignRequestEventType;
import dev.countersign.SignRequestFailureCode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same id again once its request is forgotten. */
class LivesTest extends Telling {
  private static final Instant FORGOTTEN = T0.plus(REMEMBER_FOR).plus(Duration.ofMinutes(5));

  @BeforeEach
  void aRequestThatEnded() {
    rejectedStory();
  }

  @Test
  void aForgottenIdBeginsAnew() {
    commands.add(command(CREATE, FORGOTTEN));
    takenAt(FORGOTTEN);

    assertBroken();
  }

  @Test
  void aRememberedIdDoesNotBeginAnew() {
    takenAt(FORGOTTEN.minus(Duration.ofMinutes(6)));

    assertBroken("r: begins anew although it is remembered: [CREATED, REJECTED], then [FAILED]");
  }

  @Test
  void aSecondLifeIsAnswered() {
    commands.add(command(CREATE, FORGOTTEN));

    assertBroken("r: CREATE is not answered: []");
  }

  @Test
  void aDuplicateIsAnsweredByNothing() {
    commands.add(command(CREATE, FORGOTTEN.minus(Duration.ofMinutes(10))));

    assertBroken();
  }

  @Test
  void aSecondLifeDoesNotTakeThePayloadOfTheFirst() {
    commands.add(command(CREATE, FORGOTTEN));
    again(at(0, SignRequestEventType.CREATED), FORGOTTEN);
    again(at(1, SignRequestEventType.REJECTED).setTerminal(true), FORGOTTEN);

    assertBroken("r: the payload of an earlier life is taken for its");
  }

  @Test
  void everyLifeEnds() {
    commands.add(command(CREATE, FORGOTTEN));
    again(at(0, SignRequestEventType.CREATED).setPayloadUuid("another"), FORGOTTEN);
    payloads.add(new PlatformPayload("another", "r", null, true, null));

    assertBroken("r: more than one payload", "r: no terminal event in [CREATED]");
  }

  private void takenAt(Instant observed) {
    failed(SignRequestFailureCode.IDENTIFIER_TAKEN);
    SignRequestEvent event = events.removeLast();
    again(SignRequestEvent.newBuilder(event).setSequence(0), observed);
  }

  private void again(SignRequestEvent.Builder event, Instant observed) {
    events.add(event.setEventId("again" + event.getSequence()).setObservedAt(observed).build());
  }
}
