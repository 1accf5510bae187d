package dev.countersign.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Fleet;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaOwnerLogTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @ParameterizedTest
  @ValueSource(strings = {"consumer", "classic"})
  void thePollThatBringsPartitionsDoesNotWaitForLetters(String protocol) {
    try (Fleet fleet = Fleet.setup().workers(0).set("kafka.group.protocol", protocol).start();
        KafkaOwnerLog log =
            new KafkaOwnerLog(fleet.config(), URI.create("http://127.0.0.1"), fleet.admin())) {
      Owned owned = new Owned();

      Duration waited = Duration.ZERO;
      while (owned.numbers.isEmpty()) {
        long begun = System.nanoTime();
        log.poll(LONG, owned);
        waited = Duration.ofNanos(System.nanoTime() - begun);
      }

      assertThat(waited).isLessThan(LONG);
    }
  }

  private static final class Owned implements OwnerLog.Ownership {
    final Set<Integer> numbers = new HashSet<>();

    @Override
    public void assigned(Collection<Integer> numbers) {
      this.numbers.addAll(numbers);
    }

    @Override
    public void revoked(Collection<Integer> numbers) {
      this.numbers.removeAll(numbers);
    }
  }
}
