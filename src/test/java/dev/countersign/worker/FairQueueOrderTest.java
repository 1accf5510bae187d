package dev.countersign.worker;

import static dev.countersign.worker.Queueing.T0;
import static dev.countersign.worker.Queueing.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** The queue behaves like a plain list of which the best is picked each time. */
class FairQueueOrderTest {

  /** What happens to a queue. */
  sealed interface Step {
    record Add(String user, int deadline, int arrival) implements Step {}

    /** Of those that wait, whichever that is. */
    record Remove(int index) implements Step {}

    record Poll() implements Step {}
  }

  /** The same in the simplest way. */
  private static final class PlainList {
    final List<Waiting> waiting = new ArrayList<>();

    /**
     * By user, the round of the next request; also of those who had their turn and wait no more.
     */
    final Map<String, Long> rounds = new HashMap<>();

    long round;

    void add(Waiting added) {
      if (waiting.isEmpty()) {
        rounds.clear();
      }
      Set<String> users = waiting.stream().map(each -> each.user).collect(Collectors.toSet());
      long gone = rounds.keySet().stream().filter(user -> isServed(user, users)).count();
      boolean full = gone > users.size();
      if (!users.contains(added.user)) {
        rounds.merge(added.user, full ? round + 1 : round, Math::max);
      }
      waiting.add(added);
    }

    private boolean isServed(String user, Set<String> users) {
      return !users.contains(user) && rounds.getOrDefault(user, 0L) > round;
    }

    @Nullable Waiting poll() {
      Waiting next =
          waiting.stream()
              .min(
                  Comparator.comparingLong((Waiting each) -> rounds.getOrDefault(each.user, 0L))
                      .thenComparing(Waiting.ORDER))
              .orElse(null);
      if (next != null) {
        waiting.remove(next);
        round = rounds.getOrDefault(next.user, 0L);
        rounds.put(next.user, round + 1);
      }
      return next;
    }
  }

  @Property(tries = 1_000)
  void itPicksAsFromAPlainList(@ForAll("steps") List<Step> steps) {
    FairQueue queue = new FairQueue();
    PlainList plain = new PlainList();

    run(steps, queue, plain);

    assertThat(queue.size()).isEqualTo(plain.waiting.size());
    for (Waiting next = plain.poll(); next != null; next = plain.poll()) {
      assertThat(queue.poll()).isSameAs(next);
    }
    assertThat(queue.poll()).isNull();
  }

  @Property(tries = 1_000)
  void itShowsExactlyTheOrderInWhichItPicks(@ForAll("steps") List<Step> steps) {
    FairQueue queue = new FairQueue();
    run(steps, queue, new PlainList());
    List<Waiting> shown = new ArrayList<>();

    queue.visit((waiting, _) -> shown.add(waiting));

    assertThat(shown).hasSize(queue.size());
    shown.forEach(next -> assertThat(queue.poll()).isSameAs(next));
  }

  private static void run(List<Step> steps, FairQueue queue, PlainList plain) {
    long number = 0;
    for (Step step : steps) {
      switch (step) {
        case Step.Add(String user, int deadline, int arrival) -> {
          Queueing asked = request("r-" + number).of(user).arrivedAt(T0.plusMillis(arrival));
          Waiting added =
              (deadline == 0 ? asked : asked.notAfter(T0.plusSeconds(deadline))).waiting(number++);
          queue.add(added);
          plain.add(added);
        }
        case Step.Remove(int index) -> {
          if (!plain.waiting.isEmpty()) {
            queue.remove(plain.waiting.remove(index % plain.waiting.size()));
          }
        }
        case Step.Poll _ -> assertThat(queue.poll()).isSameAs(plain.poll());
      }
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Step> add =
        Combinators.combine(
                Arbitraries.of("ada", "bob", "cyd", "dan", "eve", "fay", ""),
                Arbitraries.integers().between(0, 3),
                Arbitraries.integers().between(0, 5))
            .as(Step.Add::new);
    return Arbitraries.frequencyOf(
            Tuple.of(5, add),
            Tuple.of(1, Arbitraries.integers().between(0, 50).map(Step.Remove::new)),
            Tuple.of(3, Arbitraries.just(new Step.Poll())))
        .list()
        .ofMaxSize(60);
  }
}
