package dev.countersign.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.Action;
import dev.countersign.request.CancelReason;
import dev.countersign.request.Signal;
import dev.countersign.request.Via;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DispatcherCallsTest {
  private final Rig rig = new Rig();

  @Test
  void aCreateIsPostedOnceAndItsAnswerIsTold() {
    rig.start("a", Rig.create("a"));
    rig.api.next().answer(Rig.created("u1"));
    assertThat(rig.lastSignal()).isInstanceOf(Signal.Created.class);
    assertThat(rig.api.whats()).containsExactly("create a");
  }

  @Test
  void aCreateWithoutReadableAnswerIsInDoubtAndNotRepeated() {
    rig.start("a", Rig.create("a"));
    rig.api.next().answer(Rig.unclear());
    rig.time.advance(Duration.ofHours(1));
    assertThat(rig.signals).containsExactly(new Signal.CreateInDoubt("HTTP 502"));
    assertThat(rig.api.whats()).containsExactly("create a");
  }

  @Test
  void aCreateThatNeverLeftIsNotDone() {
    rig.start("a", Rig.create("a"));
    rig.api.next().answer(new Answer.Unclear<>("refused", false));
    assertThat(rig.signals).containsExactly(new Signal.CreateNotDone());
  }

  @Test
  void aCreateWhoseIdentifierIsTakenIsConflicted() {
    rig.start("a", Rig.create("a"));
    rig.api.next().answer(new Answer.Conflict<>());
    assertThat(rig.signals).containsExactly(new Signal.CreateConflicted());
  }

  @Test
  void aRefusedCreateCarriesCodeAndReference() {
    rig.start("a", Rig.create("a"));
    rig.api.next().answer(new Answer.Refused<>(602, "ref", 400, "bad type"));
    assertThat(rig.signals).containsExactly(new Signal.CreateRefused(602, "ref", "bad type"));
  }

  @Test
  void aReadIsRepeatedUntilThePlatformAnswers() {
    rig.read("u1");
    for (int i = 0; i < 4; i++) {
      rig.api.next().answer(Rig.unclear());
      rig.time.advanceSeconds(30);
    }
    rig.api.next().answer(Rig.payload("u1"));
    assertThat(rig.signals).containsExactly(new Signal.PayloadRead(Rig.view("u1"), Via.TIMER));
  }

  @Test
  void repeatsWaitLongerEachTime() {
    rig.read("u1");
    rig.api.next().answer(Rig.unclear());
    rig.time.advance(Duration.ofMillis(250));
    rig.api.next().answer(Rig.unclear());
    rig.time.advance(Duration.ofMillis(249));
    assertThat(rig.api.isQuiet()).isTrue();
    rig.time.advance(Duration.ofMillis(251));
    assertThat(rig.api.isQuiet()).isFalse();
  }

  @Test
  void aRefusedReadIsRepeatedToo() {
    rig.read("u1");
    rig.api.next().answer(new Answer.Refused<>(602, null, 400, "odd"));
    rig.time.advanceSeconds(1);
    rig.api.next().answer(new Answer.NotFound<>());
    assertThat(rig.signals).containsExactly(new Signal.PayloadMissing());
  }

  @Test
  void anIdentifierThatIsUnknownIsAbsent() {
    rig.start("a", Rig.find("a"));
    rig.api.next().answer(new Answer.NotFound<>());
    assertThat(rig.signals).containsExactly(new Signal.Absent());
  }

  @Test
  void aFoundPayloadIsTold() {
    Signal.Found found = new Signal.Found(Rig.view("u1"), Rig.links(null), true);
    rig.start("a", Rig.find("a"));
    rig.api.next().answer(new Answer.Ok<>(found));
    assertThat(rig.signals).containsExactly(found);
  }

  @Test
  void aCancelOfAnUnknownPayloadIsMissing() {
    rig.start("a", new Action.Cancel("u1"));
    rig.api.next().answer(new Answer.NotFound<>());
    assertThat(rig.signals).containsExactly(new Signal.PayloadMissing());
  }

  @Test
  void aSecondCancelIsDroppedWhileOneIsUnderWay() {
    rig.start("a", new Action.Cancel("u1"));
    rig.start("a", new Action.Cancel("u1"));
    rig.api.next().answer(new Answer.Ok<>(new Signal.CancelAnswered(true, CancelReason.OK)));
    assertThat(rig.api.whats()).containsExactly("cancel u1");
  }

  @Test
  void aTokenThatIsLeftOutOfTheAnswerIsInactive() {
    rig.start("a", new Action.CheckToken(Rig.token()));
    rig.api.next().answer(new Answer.Ok<>(Set.of()));
    assertThat(rig.signals).containsExactly(new Signal.TokenChecked(Rig.token(), false));
  }

  @Test
  void aReadAskedForWhileOneIsUnderWayIsDoneAfterIt() {
    rig.start("a", new Action.Read(Rig.made("u1"), Via.TIMER));
    rig.start("a", new Action.Read(Rig.made("u1"), Via.WEBSOCKET));
    rig.start("a", new Action.Read(Rig.made("u1"), Via.WEBSOCKET));
    rig.api.next().answer(Rig.payload("u1"));
    rig.api.next().answer(Rig.payload("u1"));
    assertThat(rig.signals)
        .containsExactly(
            new Signal.PayloadRead(Rig.view("u1"), Via.TIMER),
            new Signal.PayloadRead(Rig.view("u1"), Via.WEBSOCKET));
    assertThat(rig.api.isQuiet()).isTrue();
  }

  @Test
  void aReadAskedForWhileOneWaitsToBeRepeatedIsThatOne() {
    rig.start("a", new Action.Read(Rig.made("u1"), Via.TIMER));
    rig.api.next().answer(Rig.unclear());
    rig.start("a", new Action.Read(Rig.made("u1"), Via.WEBSOCKET));
    rig.time.advanceSeconds(1);
    rig.api.next().answer(Rig.payload("u1"));
    assertThat(rig.signals).containsExactly(new Signal.PayloadRead(Rig.view("u1"), Via.WEBSOCKET));
    assertThat(rig.api.isQuiet()).isTrue();
  }

  @Test
  void nothingIsToldOfAReleasedRequest() {
    rig.read("u1");
    rig.dispatcher.release(List.of("u1"));
    rig.api.next().answer(Rig.payload("u1"));
    assertThat(rig.signals).isEmpty();
  }

  @Test
  void aReleasedRequestIsNotCalledAnyMore() {
    rig.read("u1");
    rig.api.next().answer(Rig.unclear());
    rig.dispatcher.release(List.of("u1"));
    rig.time.advance(Duration.ofMinutes(5));
    assertThat(rig.api.isQuiet()).isTrue();
  }

  @Test
  void aRequestThatComesBackAfterItsReleaseIsServedAnew() {
    rig.read("u1");
    rig.dispatcher.release(List.of("u1"));
    rig.read("u1");
    rig.api.next().answer(Rig.payload("u1"));
    assertThat(rig.signals).isEmpty();
    rig.api.next().answer(Rig.payload("u1"));
    assertThat(rig.signals).hasSize(1);
  }

  @Test
  void noMoreCallsThanAllowedAreUnderWay() {
    Rig narrow = new Rig(new Limits(2, 10, 200));
    narrow.read("u1");
    narrow.read("u2");
    narrow.read("u3");
    assertThat(narrow.api.whats()).containsExactly("read u1", "read u2");
    narrow.api.next().answer(Rig.payload("u1"));
    assertThat(narrow.api.whats()).containsExactly("read u1", "read u2", "read u3");
  }

  @Test
  void whatDecidesGoesFirstThenCancelsThenCreatesThenChecks() {
    Rig narrow = new Rig(new Limits(1, 10, 200));
    narrow.read("busy");
    narrow.dispatcher.probe(List.of(Rig.APP));
    narrow.start("t", new Action.CheckToken(Rig.token()));
    narrow.start("c", Rig.create("c"));
    narrow.start("x", new Action.Cancel("x"));
    narrow.start("f", Rig.find("f"));
    narrow.read("r");
    for (int i = 0; i < 7; i++) {
      narrow.api.next().answer(new Answer.NotFound<>());
      if (narrow.api.isQuiet()) {
        break;
      }
    }
    assertThat(narrow.api.whats())
        .startsWith("read busy", "find f", "read r", "cancel x", "create c", "check");
  }

  @Test
  void readsThatNothingHintsAtTakeEveryFourthCallAtMostAndAtLeast() {
    Rig narrow = new Rig(new Limits(1, 1, 200));
    narrow.read("u");
    for (int i = 0; i < 3; i++) {
      narrow.start("d" + i, new Action.Read(Rig.made("deadline" + i), Via.RECONCILIATION));
      narrow.start("e" + i, new Action.Read(Rig.made("expired" + i), Via.WEBSOCKET, false));
    }
    for (int i = 0; i < 7; i++) {
      narrow.start("c" + i, Rig.create("c" + i));
    }
    narrow.api.next().answer(Rig.payload("u"));
    for (int i = 0; i < 10; i++) {
      FakeApi.Sent<?> sent = narrow.api.next();
      boolean create = sent.what().startsWith("create");
      sent.answer(create ? Rig.created("p" + i) : Rig.unclear());
    }
    assertThat(narrow.api.whats().stream().limit(10))
        .containsExactly(
            "read u",
            "create c0",
            "create c1",
            "read deadline0",
            "create c2",
            "create c3",
            "create c4",
            "read expired0",
            "create c5",
            "create c6");
  }

  @Test
  void aReadThatWaitsGoesFirstOnceSomethingHintsAtIt() {
    Rig narrow = new Rig(new Limits(1, 1, 200));
    narrow.read("u");
    narrow.start("a", new Action.Read(Rig.made("u1"), Via.RECONCILIATION));
    narrow.start("c", Rig.create("c"));
    narrow.start("a", new Action.Read(Rig.made("u1"), Via.WEBSOCKET));
    narrow.api.next().answer(Rig.payload("u"));
    narrow.api.next().answer(Rig.payload("u1"));
    narrow.api.next().answer(Rig.created("p"));
    assertThat(narrow.api.whats()).containsExactly("read u", "read u1", "create c");
  }

  @Test
  void drainingSendsNothingMoreAndWaitsForWhatIsUnderWay() {
    rig.read("u1");
    var drained = rig.dispatcher.drain();
    rig.read("u2");
    assertThat(drained.isComplete()).isFalse();
    rig.api.next().answer(Rig.payload("u1"));
    assertThat(drained.isComplete()).isTrue();
    assertThat(rig.api.whats()).containsExactly("read u1");
  }

  @Test
  void aCallThatThrowsIsAnUnclearAnswer() {
    rig.read("u1");
    rig.api.next().promise().fail(new IllegalStateException("bug"));
    rig.time.advanceSeconds(1);
    rig.api.next().answer(Rig.payload("u1"));
    assertThat(rig.signals).hasSize(1);
  }

  @Test
  void callsAreTimedByApplicationKindAndOutcome() {
    rig.read("u1");
    rig.api.next().answer(Rig.payload("u1"));
    assertThat(
            rig.meters
                .get("countersign.platform.calls")
                .tags("application", Rig.APP, "kind", "read", "outcome", "ok")
                .timer()
                .count())
        .isEqualTo(1);
  }

  @Test
  void aCreateThatWaitedTooLongIsGivenBackAndNotSent() {
    Rig narrow = new Rig(new Limits(1, 100, 200));
    narrow.read("busy");
    narrow.start("late", Rig.create("late"));
    narrow.time.advanceSeconds(6);

    narrow.api.next().answer(Rig.unclear());

    assertThat(narrow.receivers).contains("late");
    assertThat(narrow.signals).contains(new Signal.CreateNotDone());
  }
}
