package dev.countersign.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Questions wait in the mailbox for the loop's next turn, and not too many of them. */
class QuestionsTest {
  private static final Viewer OPERATOR = new Viewer.Operator();

  private final Mailbox mailbox = new Mailbox();

  private List<CompletableFuture<Look>> full() {
    List<CompletableFuture<Look>> waiting = new ArrayList<>();
    for (var next = mailbox.ask("r-1", OPERATOR);
        next != null;
        next = mailbox.ask("r-1", OPERATOR)) {
      waiting.add(next);
    }
    return waiting;
  }

  @Test
  void aQuestionWakesTheLoop() {
    List<String> alarms = new ArrayList<>();
    mailbox.onLetter(() -> alarms.add("woken"));
    mailbox.fallAsleep();

    mailbox.ask("r-1", OPERATOR);

    assertThat(alarms).hasSize(1);
  }

  @Test
  void onlySoManyWait() {
    assertThat(full()).hasSize(1_000);
    assertThat(mailbox.size()).isEqualTo(1_000);
  }

  @Test
  void oneThatIsTakenMakesRoomForOne() {
    full();

    mailbox.take();

    assertThat(mailbox.ask("r-1", OPERATOR)).isNotNull();
    assertThat(mailbox.ask("r-1", OPERATOR)).isNull();
  }

  @Test
  void newsIsTakenInHoweverManyAsk() {
    full();

    mailbox.tokensCaughtUp(7);

    assertThat(mailbox.size()).isEqualTo(1_001);
  }

  @Test
  void whoAskedAnEarlierLoopIsToldSo() {
    List<CompletableFuture<Look>> waiting = full();

    mailbox.clear();

    assertThat(waiting)
        .allSatisfy(question -> assertThat(question.getNow(null)).isInstanceOf(Look.Unsure.class));
    assertThat(full()).hasSize(1_000);
  }
}
