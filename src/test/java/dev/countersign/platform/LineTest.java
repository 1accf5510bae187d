package dev.countersign.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.platform.budget.Backlog;
import dev.countersign.platform.budget.Claim;
import dev.countersign.platform.budget.Demand;
import dev.countersign.platform.budget.Rank;
import dev.countersign.request.Action;
import dev.countersign.request.Via;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineTest {

  private static void answerAll(Rig rig) {
    while (!rig.api.isQuiet()) {
      FakeApi.Sent<?> sent = rig.api.next();
      sent.answer(
          sent.what().startsWith("read ")
              ? Rig.payload(sent.what().substring("read ".length()))
              : Rig.unclear());
    }
  }

  @Test
  void whatIsOverAMinuteAgoIsNotShownAsUsed() {
    Rig rig = Rig.told(60);
    for (int i = 0; i < 5; i++) {
      rig.read("u" + i);
      rig.time.advanceSeconds(1.1);
      answerAll(rig);
    }
    rig.time.advanceSeconds(3600);
    double used = rig.meters.get("countersign.budget.used").tag("kind", "others").gauge().value();
    double remaining =
        rig.meters.get("countersign.budget.remaining").tag("kind", "calls").gauge().value();
    System.out.println("used " + used + " remaining " + remaining);
    assertThat(used).isZero();
  }

  @Test
  void reconciliationGetsAShareHoweverManyReadsAreHintedAt() {
    Rig rig = Rig.told(60);
    for (int i = 0; i < 1000; i++) {
      rig.read("d" + i);
    }
    rig.start("r", new Action.Reconcile(Rig.made("rec")));
    rig.start("x", new Action.Cancel("can"));
    for (int i = 0; i < 6000; i++) {
      rig.time.advanceSeconds(0.1);
      answerAll(rig);
    }
    System.out.println("sent in 10 minutes " + rig.api.whats().size());
    assertThat(rig.api.whats()).contains("cancel can", "read rec");
  }

  @Test
  void aSaturatedLineLooksAFewTimesASecond() {
    Rig rig = Rig.told(60);
    List<Claim> first = new ArrayList<>();
    for (int i = 0; i < Demand.MOST; i++) {
      first.add(new Claim(Rank.CREATE_NORMAL, i, Long.MAX_VALUE, 0, 1));
    }
    rig.tell(60, 0);
    rig.dispatcher.demand(Rig.APP, new Demand(first, new Backlog(0, 64, 0), rig.permits, 0));
    rig.start("r", new Action.Read(Rig.made("u"), Via.TIMER));
    rig.time.advanceSeconds(1);
    long before = rig.time.timers();
    rig.time.advanceSeconds(10);
    System.out.println("timers in 10 s: " + (rig.time.timers() - before));
    assertThat(rig.time.timers() - before).isLessThan(200);
  }
}
