package dev.countersign.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Fleet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("an uncaught error of its keeper would fail whatever test waits at that moment")
class KeeperTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Health health = new Health(InstantSource.system());
  private final AtomicInteger openings = new AtomicInteger();

  private final class Job implements Keeper.Job {
    private final Error failure;

    Job(Error failure) {
      this.failure = failure;
    }

    @Override
    public void turn() {
      throw failure;
    }

    @Override
    public void wakeup() {}

    @Override
    public boolean isSettled() {
      return true;
    }

    @Override
    public void close() {}
  }

  private Keeper keeper(Error failure) {
    return new Keeper(
        "owner",
        () -> {
          openings.incrementAndGet();
          return new Job(failure);
        },
        health);
  }

  @Test
  void aJobThatOverflowsItsStackIsOpenedAgain() {
    Keeper keeper = keeper(new StackOverflowError());

    keeper.start();

    Fleet.await("a second opening").until(() -> openings.get() > 1);
    keeper.stop();
    assertThat(keeper.await(PATIENCE)).isTrue();
    assertThat(health.live().isUp()).isTrue();
  }

  @Test
  void aWorkerThatIsOutOfMemoryIsNotAliveAndDoesNoMore() {
    Keeper keeper = keeper(new OutOfMemoryError("heap"));

    keeper.start();

    assertThat(keeper.await(PATIENCE)).isTrue();
    assertThat(openings).hasValue(1);
    assertThat(health.live().isUp()).isFalse();
    assertThat(health.live().reasons()).singleElement().asString().contains("OutOfMemoryError");
  }
}
