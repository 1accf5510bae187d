package dev.countersign.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.Action;
import dev.countersign.request.Signal;
import dev.countersign.request.Via;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DispatcherGatesTest {
  private final Rig rig = new Rig();

  private void refuseCredentials() {
    rig.read("u1");
    rig.api.next().answer(new Answer.Unauthorized<>(813));
  }

  private void makeUnreachable() {
    for (int i = 0; i < 5; i++) {
      rig.read("r" + i);
    }
    for (int i = 0; i < 5; i++) {
      rig.api.next().answer(Rig.unclear());
    }
  }

  @Test
  void refusedCredentialsCloseTheGateAndSayWhatToDo() {
    refuseCredentials();
    assertThat(rig.gates.getLast())
        .isInstanceOfSatisfying(
            Gate.Closed.class,
            closed -> {
              assertThat(closed.reason()).isEqualTo(Gate.Reason.CREDENTIALS);
              assertThat(closed.message())
                  .contains("813")
                  .contains("countersign.applications.default.api-secret");
            });
  }

  @Test
  void whyTheGateIsClosedIsMeasured() {
    refuseCredentials();
    assertThat(closedFor(Gate.Reason.CREDENTIALS)).isEqualTo(1);
    assertThat(closedFor(Gate.Reason.UNREACHABLE)).isZero();
    rig.time.advanceSeconds(5);
    rig.api.next().answer(new Answer.Ok<>(new ApplicationInfo("App", null, false)));
    assertThat(closedFor(Gate.Reason.CREDENTIALS)).isZero();
  }

  private double closedFor(Gate.Reason reason) {
    return rig.meters
        .get("countersign.platform.gate.closed")
        .tag("reason", reason.name())
        .gauge()
        .value();
  }

  @Test
  void refusedCredentialsFailNothing() {
    refuseCredentials();
    rig.time.advanceSeconds(5);
    rig.api.next().answer(new Answer.Ok<>(new ApplicationInfo("App", null, false)));
    rig.api.next().answer(Rig.payload("u1"));
    assertThat(rig.reason()).isNull();
    assertThat(rig.signals).containsExactly(new Signal.PayloadRead(Rig.view("u1"), Via.TIMER));
  }

  @Test
  void onlyPingsAreSentWhileCredentialsAreRefused() {
    refuseCredentials();
    rig.read("u2");
    for (int i = 0; i < 10; i++) {
      rig.time.advanceSeconds(30);
      FakeApi.Sent<?> sent = rig.api.next();
      assertThat(sent.what()).isEqualTo("ping");
      sent.answer(new Answer.Unauthorized<>(813));
      assertThat(rig.api.isQuiet()).isTrue();
    }
  }

  @Test
  void otherApplicationsAreCalledMeanwhile() {
    refuseCredentials();
    rig.dispatcher.start(
        Rig.subject("other", "second"), new Action.Read(Rig.made("o1"), Via.TIMER));
    assertThat(rig.api.next().application()).isEqualTo("second");
  }

  @Test
  void aCreateToAClosedGateIsNotSent() {
    refuseCredentials();
    rig.start("c", Rig.create("c"));
    assertThat(rig.signals).containsExactly(new Signal.CreateNotDone());
    assertThat(rig.api.isQuiet()).isTrue();
  }

  @Test
  void aCreateThatWaitsWhenTheGateClosesIsGivenBack() {
    Rig narrow = new Rig(new Limits(1, 10, 200));
    narrow.read("u1");
    narrow.start("c", Rig.create("c"));
    narrow.api.next().answer(new Answer.RateLimited<>(null));
    assertThat(narrow.signals).containsExactly(new Signal.CreateNotDone());
  }

  @Test
  void aRateLimitedCreateIsNotDoneAndTheGateIsToldFirst() {
    rig.start("c", Rig.create("c"));
    rig.api.next().answer(new Answer.RateLimited<>(Duration.ofSeconds(20)));
    assertThat(rig.signals).containsExactly(new Signal.CreateNotDone());
    assertThat(rig.reason()).isEqualTo(Gate.Reason.RATE_LIMITED);
  }

  @Test
  void aRateLimitIsWaitedForAsTold() {
    rig.read("u1");
    rig.api.next().answer(new Answer.RateLimited<>(Duration.ofSeconds(20)));
    rig.time.advance(Duration.ofMillis(19_999));
    assertThat(rig.api.isQuiet()).isTrue();
    rig.time.advance(Duration.ofMillis(1));
    rig.api.next().answer(Rig.payload("u1"));
    assertThat(rig.reason()).isNull();
  }

  @Test
  void aRateLimitThatSaysNothingIsAMinute() {
    rig.read("u1");
    rig.api.next().answer(new Answer.RateLimited<>(null));
    rig.time.advance(Duration.ofMillis(59_999));
    assertThat(rig.api.isQuiet()).isTrue();
    rig.time.advance(Duration.ofMillis(1));
    assertThat(rig.api.isQuiet()).isFalse();
  }

  @Test
  void aRateLimitIsNeverWaitedForMoreThanTenMinutes() {
    rig.read("u1");
    rig.api.next().answer(new Answer.RateLimited<>(Duration.ofDays(3)));
    rig.time.advance(Duration.ofMinutes(10));
    assertThat(rig.api.isQuiet()).isFalse();
  }

  @Test
  void fourUnclearAnswersInARowLeaveTheGateOpen() {
    for (int i = 0; i < 4; i++) {
      rig.start("c" + i, Rig.create("c" + i));
      rig.api.next().answer(Rig.unclear());
    }
    assertThat(rig.gates).isEmpty();
  }

  @Test
  void fiveUnclearAnswersInARowCloseTheGate() {
    makeUnreachable();
    assertThat(rig.reason()).isEqualTo(Gate.Reason.UNREACHABLE);
  }

  @Test
  void anAnswerBetweenStartsTheCountAgain() {
    for (int i = 0; i < 9; i++) {
      rig.start("c" + i, Rig.create("c" + i));
      rig.api.next().answer(i == 4 ? Rig.created("u") : Rig.unclear());
    }
    assertThat(rig.gates).isEmpty();
  }

  @Test
  void callsGoOneAtATimeUntilOneSucceeds() {
    makeUnreachable();
    rig.time.advanceSeconds(0.5);
    FakeApi.Sent<?> probe = rig.api.next();
    rig.time.advanceSeconds(10);
    assertThat(rig.api.isQuiet()).isTrue();
    probe.answer(
        probe.what().equals("ping")
            ? new Answer.Ok<>(new ApplicationInfo("App", null, false))
            : Rig.payload("r0"));
    assertThat(rig.reason()).isNull();
    assertThat(rig.api.isQuiet()).isFalse();
  }

  @Test
  void anUnreachablePlatformIsPingedWhenNothingElseIsToBeSent() {
    for (int i = 0; i < 5; i++) {
      rig.start("c" + i, Rig.create("c" + i));
      rig.api.next().answer(Rig.unclear());
    }
    rig.time.advanceSeconds(0.5);
    assertThat(rig.api.next().what()).isEqualTo("ping");
  }

  @Test
  void aProbeThatFailsMakesTheNextWaitLonger() {
    makeUnreachable();
    for (int i = 0; i < 12; i++) {
      rig.time.advanceSeconds(30);
      rig.api.next().answer(Rig.unclear());
    }
    rig.time.advanceSeconds(14.9);
    assertThat(rig.api.isQuiet()).isTrue();
    rig.time.advanceSeconds(15.1);
    assertThat(rig.api.isQuiet()).isFalse();
  }

  @Test
  void lateFailuresOfCallsSentBeforeDoNotCloseTheGateAgain() {
    for (int i = 0; i < 20; i++) {
      rig.read("r" + i);
    }
    for (int i = 0; i < 5; i++) {
      rig.api.next().answer(Rig.unclear());
    }
    for (int i = 0; i < 15; i++) {
      rig.api.next().answer(Rig.unclear());
    }
    assertThat(rig.gates).hasSize(1);
  }

  @Test
  void aLateSuccessOpensAnUnreachableGate() {
    rig.read("slow");
    FakeApi.Sent<?> slow = rig.api.next();
    makeUnreachable();
    slow.answer(Rig.payload("slow"));
    assertThat(rig.reason()).isNull();
  }

  @Test
  void everyApplicationIsPingedAtStart() {
    rig.dispatcher.probe(List.of("one"));
    rig.api.next().answer(new Answer.Ok<>(new ApplicationInfo("App", null, false)));
    assertThat(rig.gates).containsExactly(new Gate.Open());
  }

  @Test
  void aPingAtStartThatIsNotAnsweredIsRepeated() {
    rig.dispatcher.probe(List.of("one"));
    rig.api.next().answer(Rig.unclear());
    rig.time.advanceSeconds(2);
    rig.api.next().answer(new Answer.Ok<>(new ApplicationInfo("App", null, false)));
    assertThat(rig.gates).containsExactly(new Gate.Open());
  }
}
