package dev.countersign.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Any signals in any order at any distance: what holds for one step holds for whole lives. */
class HistoriesTest {
  private static final List<Signal> SIGNALS = List.copyOf(Examples.signals().values());

  /** Signals that lead deep into a life; by themselves the others mostly bounce off. */
  private static final List<Signal> USUAL =
      List.of(
          Given.create(),
          Given.permit(),
          new Signal.Permitted(Given.TOKEN, Map.of()),
          Given.created(),
          Given.lost(),
          Given.cancel(),
          new Signal.TimerFired(),
          new Signal.Absent(),
          Given.read(Given.expired()),
          Given.hint(Signal.Hint.RESOLVED));

  record Moment(Signal signal, Duration after) {}

  private record Life(List<Step> steps) {
    List<Event> events() {
      return steps.stream().flatMap(step -> step.events().stream()).toList();
    }
  }

  @Property(tries = 500)
  void everyHistoryKeepsTheInvariants(@ForAll("histories") List<Moment> history) {
    Invariants invariants = new Invariants(Given.SETTINGS);
    live(history, invariants);
  }

  @Property(tries = 200)
  void theSameHistoryHasTheSameEvents(@ForAll("histories") List<Moment> history) {
    assertThat(live(history, null)).isEqualTo(live(history, null));
  }

  @Property(tries = 500)
  void noTwoFactsOfALifeShareAnId(@ForAll("histories") List<Moment> history) {
    List<Event> events = live(history, null).events();
    assertThat(events.stream().map(Event::id)).doesNotHaveDuplicates();
  }

  @Property(tries = 500)
  void aLifeHasOneCreationOneOpeningAndOneSignature(@ForAll("histories") List<Moment> history) {
    List<Event> events = live(history, null).events();
    for (Event.Type type : List.of(Event.Type.CREATED, Event.Type.OPENED, Event.Type.SIGNED)) {
      assertThat(events.stream().filter(event -> event.type() == type).count())
          .as("%s", type)
          .isLessThanOrEqualTo(1);
    }
  }

  /** One life: it ends where the id is forgotten. */
  private static Life live(List<Moment> history, @Nullable Invariants held) {
    Lifecycle lifecycle = new Lifecycle(Given.SETTINGS);
    RequestState state = Lifecycle.unknown();
    Instant now = Given.T0;
    List<Step> steps = new ArrayList<>();
    for (Moment moment : history) {
      now = now.plus(moment.after());
      Step step = lifecycle.apply(state, moment.signal(), now);
      if (held != null) {
        held.check(state, moment.signal(), now, step);
      }
      steps.add(step);
      boolean forgotten =
          state instanceof RequestState.Ended && step.next() instanceof RequestState.Unknown;
      if (forgotten) {
        break;
      }
      state = step.next();
    }
    return new Life(steps);
  }

  @Provide
  Arbitrary<List<Moment>> histories() {
    Arbitrary<Signal> signal = Arbitraries.oneOf(Arbitraries.of(USUAL), Arbitraries.of(SIGNALS));
    Arbitrary<Duration> wait =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.longs().between(0, 5_000).map(Duration::ofMillis)),
            Tuple.of(2, Arbitraries.longs().between(0, 3_600).map(Duration::ofSeconds)),
            Tuple.of(1, Arbitraries.longs().between(0, 100).map(Duration::ofHours)));
    return Combinators.combine(signal, wait).as(Moment::new).list().ofMinSize(1).ofMaxSize(60);
  }
}
