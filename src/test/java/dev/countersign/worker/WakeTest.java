package dev.countersign.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Fleet;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** News ends the loop's wait: an idle worker acts at once. */
class WakeTest {
  private final Mailbox mailbox = new Mailbox();
  private final AtomicInteger alarms = new AtomicInteger();

  WakeTest() {
    mailbox.onLetter(alarms::incrementAndGet);
  }

  @Test
  void aLetterWakesALoopThatSleeps() {
    assertThat(mailbox.fallAsleep()).isTrue();

    mailbox.tokensCaughtUp(1);

    assertThat(alarms).hasValue(1);
  }

  @Test
  void aLoopWithLettersDoesNotFallAsleep() {
    mailbox.tokensCaughtUp(1);

    assertThat(mailbox.fallAsleep()).isFalse();
  }

  @Test
  void aLoopThatIsAwakeIsNotWoken() {
    mailbox.fallAsleep();
    mailbox.tokensCaughtUp(1);

    mailbox.tokensCaughtUp(2);

    assertThat(alarms).hasValue(1);
  }

  @Test
  void aPollOfTheInboxEndsWhenItIsWoken() throws InterruptedException {
    try (Fleet fleet = Fleet.setup().workers(0).start();
        Owner owner = new Owner(fleet, "a").owning(3)) {
      Thread poll = Thread.ofVirtual().start(() -> owner.log.poll(Duration.ofDays(1), owner));

      owner.log.wakeup();

      assertThat(poll.join(Duration.ofSeconds(30))).isTrue();
    }
  }
}
