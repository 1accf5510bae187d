package dev.countersign.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.Action;
import dev.countersign.request.Signal;
import dev.countersign.request.Via;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Reads that nothing hints at, which have what others leave. */
class DispatcherReconciliationsTest {
  @Test
  void reconciliationsAreNotStarvedByWhatOthersCall() {
    Rig busy = Rig.told(60);
    busy.tell(60, 20);
    reconcile(busy, 100);
    for (int i = 0; i < 60; i++) {
      busy.tell(60, 20);
      busy.time.advanceSeconds(1);
    }
    assertThat(busy.api.whats()).hasSizeBetween(6, 7);
  }

  @Test
  void whereNothingIsLeftNothingIsSent() {
    Rig full = Rig.told(60);
    full.tell(60, 0);
    reconcile(full, 100);
    full.read("u");
    full.time.advanceSeconds(59);
    assertThat(full.api.whats()).isEmpty();
    full.time.advanceSeconds(1);
    assertThat(full.api.whats()).contains("read u");
  }

  @Test
  void aReconciliationIsAReadThatComesAfterEverythingElse() {
    Rig narrow = new Rig(new Limits(1, 1, 200));
    narrow.read("u0");
    narrow.start("a", new Action.Reconcile(Rig.made("u1")));
    narrow.start("b", new Action.CheckToken(Rig.token()));
    narrow.start("c", Rig.create("c"));
    narrow.api.next().answer(Rig.payload("u0"));
    narrow.api.next().answer(Rig.created("u3"));
    narrow.api.next().answer(new Answer.Ok<>(Set.of()));
    narrow.api.next().answer(Rig.payload("u1"));
    assertThat(narrow.api.whats()).containsExactly("read u0", "create c", "check", "read u1");
    assertThat(narrow.lastSignal())
        .isEqualTo(new Signal.PayloadRead(Rig.view("u1"), Via.RECONCILIATION));
  }

  @Test
  void reconciliationsLeaveHalfOfTheMinuteToOthers() {
    Rig told = Rig.told(60);
    reconcile(told, 100);
    answerAll(told);
    assertThat(told.api.whats()).hasSize(30);
    told.read("urgent");
    assertThat(told.api.whats()).endsWith("read urgent");
  }

  @Test
  void reconciliationsGoOnWhenTheMinuteHasRoomAgain() {
    Rig told = Rig.told(60);
    reconcile(told, 100);
    answerAll(told);
    told.time.advanceSeconds(60);
    answerAll(told);
    assertThat(told.api.whats()).hasSizeBetween(60, 66);
  }

  @Test
  void whereThePlatformTellsNothingThereAre30ReconciliationsAMinute() {
    Rig untold = Rig.untold();
    reconcile(untold, 100);
    for (int i = 0; i < 60; i++) {
      answerAll(untold);
      untold.time.advanceSeconds(1);
    }
    assertThat(untold.api.whats()).hasSizeBetween(30, 31);
  }

  @Test
  void aReadMakesAWaitingReconciliationOfTheSameRequestNeedless() {
    Rig untold = Rig.untold();
    reconcile(untold, 2);
    untold.start("a1", new Action.Read(Rig.made("u1"), Via.WEBSOCKET));
    answerAll(untold);
    untold.time.advance(Duration.ofMinutes(1));
    assertThat(untold.api.whats()).containsExactly("read u0", "read u1");
  }

  @Test
  void aRequestThatIsNoLongerWatchedIsNotReconciled() {
    Rig untold = Rig.untold();
    reconcile(untold, 2);
    untold.start("a1", new Action.Unwatch());
    answerAll(untold);
    untold.time.advance(Duration.ofMinutes(1));
    assertThat(untold.api.whats()).containsExactly("read u0");
  }

  private static void reconcile(Rig rig, int requests) {
    for (int i = 0; i < requests; i++) {
      rig.start("a" + i, new Action.Reconcile(Rig.made("u" + i)));
    }
  }

  private static void answerAll(Rig rig) {
    while (!rig.api.isQuiet()) {
      FakeApi.Sent<?> sent = rig.api.next();
      sent.answer(Rig.payload(sent.what().substring("read ".length())));
    }
  }
}
