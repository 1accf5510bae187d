package dev.countersign.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.SignRequestCancelledReason;
import dev.countersign.SignRequestEvent;
import dev.countersign.SignRequestEventType;
import dev.countersign.request.UserToken;
import dev.countersign.wire.RememberedToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every rule can be broken: a history that is right but for one thing. */
class PromisesTest extends Telling {

  @Test
  void aHistoryThatKeepsThemAllBreaksNone() {
    command(CREATE);
    created();
    event(SignRequestEventType.OPENED);
    signed(false);
    command(CREATE);
    command(CANCEL);
    refused(SignRequestCancelledReason.ALREADY_RESOLVED);
    payloads.add(payload(UUID, resolved(true)));

    assertBroken();
  }

  @Test
  void aLateSignatureMayFollowAnEnd() {
    command(CREATE);
    created();
    end(SignRequestEventType.EXPIRED);
    signed(true);
    payloads.add(payload(UUID, resolved(true)));

    assertBroken();
  }

  @Test
  void anEventIsReadOnce() {
    rejectedStory();
    SignRequestEvent last = events.removeLast();
    events.add(
        SignRequestEvent.newBuilder(last).setEventId(events.getFirst().getEventId()).build());

    assertBroken("r: event id twice: REJECTED");
  }

  @Test
  void sequencesHaveNoGap() {
    command(CREATE);
    created();
    events.add(at(2, SignRequestEventType.REJECTED).setTerminal(true).build());
    payloads.add(payload(UUID, resolved(false)));

    assertBroken("r: sequence 2 where 1 is due in [CREATED, REJECTED]");
  }

  @Test
  void eventsComeInTheirOrder() {
    rejectedStory();
    events.add(0, events.removeLast());

    assertThat(broken()).contains("r: sequence 1 where 0 is due in [REJECTED]");
  }

  @Test
  void aFactIsToldOnce() {
    command(CREATE);
    created();
    event(SignRequestEventType.OPENED);
    event(SignRequestEventType.OPENED);
    end(SignRequestEventType.REJECTED);
    payloads.add(payload(UUID, resolved(false)));

    assertBroken("r: OPENED may not follow [CREATED, OPENED]");
  }

  @Test
  void anEndIsAnEnd() {
    rejectedStory();
    end(SignRequestEventType.EXPIRED);

    assertBroken("r: EXPIRED may not follow [CREATED, REJECTED]");
  }

  @Test
  void everyRequestEnds() {
    command(CREATE);
    created();
    payloads.add(payload(UUID, null));

    assertBroken("r: no terminal event in [CREATED]");
  }

  @Test
  void aCreateIsAnswered() {
    command(CREATE);

    assertBroken("r: CREATE is not answered: []");
  }

  @Test
  void anInvalidCommandIsAnswered() {
    command("{\"id\":\"r\",\"txjsn\":{\"TransactionType\":\"SignIn\"}}");

    assertBroken("r: invalid command is not answered: []");
  }

  @Test
  void aCancelIsAnsweredByWhatComesAfterIt() {
    command(CREATE);
    created();
    event(SignRequestEventType.OPENED);
    refused(SignRequestCancelledReason.ALREADY_OPENED);
    end(SignRequestEventType.REJECTED);
    commands.add(command(CANCEL, T0.plusSeconds(60)));
    payloads.add(payload(UUID, resolved(false)));

    assertBroken("r: CANCEL is not answered: [CREATED, OPENED, CANCEL_REFUSED, REJECTED]");
  }

  @Test
  void aRequestHasOnePayload() {
    rejectedStory();
    payloads.add(payload("another", null));

    assertBroken("r: more than one payload", "r: its payload was never announced");
  }

  @Test
  void anEventIsAboutAPayloadOfItsRequest() {
    rejectedStory();
    payloads.clear();

    assertBroken("r: CREATED about another payload", "r: REJECTED about another payload");
  }

  @Test
  void signedIsWhatThePlatformShows() {
    command(CREATE);
    created();
    signed(false);
    payloads.add(payload(UUID, resolved(false)));

    assertBroken("r: SIGNED is not true");
  }

  @Test
  void rejectedIsWhatThePlatformShows() {
    rejectedStory();
    payloads.set(0, payload(UUID, null));

    assertBroken("r: REJECTED is not true");
  }

  @Test
  void openedIsWhatSomebodyDid() {
    command(CREATE);
    created();
    event(SignRequestEventType.OPENED);
    end(SignRequestEventType.REJECTED);
    payloads.add(new PlatformPayload(UUID, "r", null, false, resolved(false)));

    assertBroken("r: OPENED is not true");
  }

  @Test
  void aPayloadIsAnnounced() {
    payloads.add(payload(UUID, null));

    assertBroken("r: its payload was never announced");
  }

  @Test
  void aSignatureIsTold() {
    command(CREATE);
    created();
    end(SignRequestEventType.EXPIRED);
    payloads.add(payload(UUID, resolved(true)));

    assertBroken("r: signed, but not published in [CREATED, EXPIRED]");
  }

  @Test
  void aSignatureAfterTheLastReadIsNotMissed() {
    command(CREATE);
    created();
    end(SignRequestEventType.EXPIRED);
    Instant tooLate = T0.plus(Duration.ofMinutes(20));
    payloads.add(payload(UUID, new PlatformPayload.Resolution(true, tooLate)));

    assertBroken();
  }

  @Test
  void aSignatureIsToldWhenSomethingHintsAtIt() {
    command(CREATE);
    created();
    end(SignRequestEventType.EXPIRED);
    Instant tooLate = T0.plus(Duration.ofMinutes(20));
    Instant remembered = T0.plus(REMEMBER_FOR).minusSeconds(60);
    payloads.add(payload(UUID, new PlatformPayload.Resolution(true, tooLate, remembered)));

    assertBroken("r: signed, but not published in [CREATED, EXPIRED]");
  }

  @Test
  void aHintAtWhatIsForgottenIsNone() {
    command(CREATE);
    created();
    end(SignRequestEventType.EXPIRED);
    Instant tooLate = T0.plus(Duration.ofMinutes(20));
    Instant forgotten = T0.plus(REMEMBER_FOR).plusSeconds(60);
    payloads.add(payload(UUID, new PlatformPayload.Resolution(true, tooLate, forgotten)));

    assertBroken();
  }

  @Test
  void aRejectionIsTold() {
    command(CREATE);
    created();
    event(SignRequestEventType.OPENED);
    event(SignRequestEventType.EXPIRED);
    events.add(
        next(SignRequestEventType.ABANDONED)
            .setTerminal(true)
            .setObservedAt(T0.plus(Duration.ofMinutes(20)))
            .build());
    payloads.add(payload(UUID, resolved(false)));

    assertBroken("r: rejected, but not published in [CREATED, OPENED, EXPIRED, ABANDONED]");
  }

  @Test
  void aRejectionAfterTheEndNeedNotBeTold() {
    command(CREATE);
    created();
    end(SignRequestEventType.EXPIRED);
    Instant later = T0.plus(Duration.ofMinutes(2));
    payloads.add(payload(UUID, new PlatformPayload.Resolution(false, later)));

    assertBroken();
  }

  @Test
  void aTokenIsUsedForItsUser() {
    rejectedStory();
    payloads.set(0, new PlatformPayload(UUID, "r", "bob", true, resolved(false)));

    assertBroken("r: asked of ada, pushed to bob");
  }

  @Test
  void aTokenIsUsedAtItsApplication() {
    events.add(created(true));

    assertThat(TokenPromises.broken(List.of(), events, (_, _) -> null))
        .extracting(Broken::toString)
        .containsExactly("r: a token that its application was never given");
  }

  @Test
  void aTokenIsRememberedForItsUserAtItsApplication() {
    RememberedToken token =
        new RememberedToken("shop", "ada", new UserToken("ada's"), null, null, null);

    assertThat(TokenPromises.broken(List.of(token), List.of(), (_, user) -> user + "'s")).isEmpty();
    assertThat(
            TokenPromises.broken(
                List.of(token), List.of(), (app, user) -> app.equals("shop") ? null : user + "'s"))
        .extracting(Broken::toString)
        .containsExactly("shop/ada: another's token is remembered for it");
  }

  @Test
  void whatIsThereIsNotCreatedAgain() {
    var first = new Posts.Post("r", T0, false);
    var again = new Posts.Post("r", T0.plusSeconds(5), true);

    assertThat(Posts.broken(List.of(first), (_, _) -> false)).isEmpty();
    assertThat(Posts.broken(List.of(first, again), (_, _) -> true)).isEmpty();
    assertThat(Posts.broken(List.of(first, again), (_, _) -> false))
        .extracting(Broken::toString)
        .containsExactly("r: created again although it was there");
  }

  @Test
  void deadLettersAreWhatWasJunk() {
    Map<String, String> junk = Map.of("0/1", "UNDECODABLE", "0/2", "INVALID_COMMAND");
    var right = new DeadLetters.Letter("0/1", "UNDECODABLE");
    var wrong = new DeadLetters.Letter("0/2", "INTERNAL");
    var none = new DeadLetters.Letter("0/3", "INTERNAL");

    assertThat(DeadLetters.broken(Map.of("0/1", "UNDECODABLE"), List.of(right))).isEmpty();
    assertThat(DeadLetters.broken(junk, List.of(right, right, wrong, none)))
        .extracting(Broken::toString)
        .containsExactly(
            "0/1: dead letter twice",
            "0/2: dead letter INTERNAL, not INVALID_COMMAND",
            "0/3: dead letter INTERNAL, but no junk");
    assertThat(DeadLetters.broken(junk, List.of(right)))
        .extracting(Broken::toString)
        .containsExactly("0/2: no dead letter INVALID_COMMAND for it");
  }
}
