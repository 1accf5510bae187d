package dev.countersign.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countersign.request.Lifecycle;
import dev.countersign.request.Links;
import dev.countersign.request.Networks;
import dev.countersign.request.RequestState;
import dev.countersign.request.Signal;
import dev.countersign.request.Signal.Hint;
import dev.countersign.request.Step;
import dev.countersign.request.Subject;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CONTRACT §6.7: what breaks the worker's own code is isolated")
class BrokenInputTest {
  private static final String BAD = "bad";
  private static final Links LINKS = new Links(null, null, null, null, List.of(), null);

  private final OnePartition topics = new OnePartition();
  private final Bug bug = new Bug();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private InstantSource clock = () -> now;
  private Mailbox mailbox = new Mailbox();
  private List<String> started = new ArrayList<>();
  private OwnerLoop loop = open();

  /** A core that fails on one request, in ways that a test chooses. */
  private static final class Bug extends Lifecycle {
    Function<Signal, @Nullable Throwable> onSignal = _ -> null;
    Function<RequestState, @Nullable Throwable> onWakeAt = _ -> null;
    Function<Step, Step> twist = step -> step;

    Bug() {
      super(OnePartition.settings(Networks.NONE));
    }

    @Override
    public Step apply(RequestState state, Signal signal, Instant now) {
      boolean bad =
          (signal instanceof Signal.CreateReceived create && create.subject().id().equals(BAD))
              || isBad(state);
      fail(bad ? onSignal.apply(signal) : null);
      Step step = super.apply(state, signal, now);
      return bad ? twist.apply(step) : step;
    }

    @Override
    public @Nullable Instant wakeAt(RequestState state) {
      fail(isBad(state) ? onWakeAt.apply(state) : null);
      return super.wakeAt(state);
    }

    void breaksOn(Class<? extends Signal> type) {
      onSignal = signal -> type.isInstance(signal) ? new IllegalStateException("a bug") : null;
    }

    private static boolean isBad(RequestState state) {
      return state instanceof RequestState.Known known && known.subject().id().equals(BAD);
    }

    private static void fail(@Nullable Throwable failure) {
      switch (failure) {
        case null -> {}
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        default -> throw new IllegalArgumentException(failure);
      }
    }
  }

  private OwnerLoop open() {
    Mailbox letters = mailbox;
    List<String> actions = started;
    return topics.loop(
        bug,
        new Generous(
            letters,
            (requestId, action) ->
                actions.add(requestId + ' ' + action.getClass().getSimpleName())),
        letters::tokensCaughtUp,
        () -> clock.instant(),
        meters);
  }

  /** Another worker takes over. */
  private void restart() {
    mailbox = new Mailbox();
    started = new ArrayList<>();
    loop = open();
    turn();
  }

  /** Until there is nothing left to do at this moment. */
  private void turn() {
    for (int i = 0; i < 20; i++) {
      loop.turn(Duration.ZERO);
      now = now.plusMillis(5);
    }
  }

  private void command(String... ids) {
    for (String id : ids) {
      topics.command(id, now);
    }
    turn();
  }

  private void signal(String id, Signal signal) {
    mailbox.signal(id, signal);
  }

  private void created(String id) {
    signal(id, new Signal.Created("uuid-of-" + id, LINKS, false));
  }

  private List<ProducerRecord<byte[], byte[]>> deadLetters() {
    return topics.written(OnePartition.TOPICS.deadLetters());
  }

  private List<String> told() {
    return deadLetters().stream()
        .map(
            letter ->
                header(letter, "countersign.error.code")
                    + ' '
                    + header(letter, "countersign.request.id")
                    + ' '
                    + new String(letter.value(), UTF_8))
        .toList();
  }

  private static @Nullable String header(ProducerRecord<byte[], byte[]> letter, String name) {
    Header header = letter.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), UTF_8);
  }

  private List<String> events(String id) {
    return topics.written(OnePartition.TOPICS.events()).stream()
        .filter(event -> new String(event.key(), UTF_8).equals(id))
        .map(event -> String.valueOf(header(event, "ce_type")))
        .map(type -> type.replaceAll(".*\\.([a-z_]+)\\.v1", "$1"))
        .toList();
  }

  private double isolated() {
    return meters.counter("countersign.inputs.isolated").count();
  }

  // --- a command

  @Test
  void aCommandThatBreaksTheCoreIsADeadLetterAndItsNeighboursGoOn() {
    bug.breaksOn(Signal.CreateReceived.class);

    command("before", BAD, "behind");

    assertThat(started).containsExactly("before Create", "behind Create");
    assertThat(told()).singleElement().asString().startsWith("INTERNAL bad {\"id\":\"bad\"");
    assertThat(header(deadLetters().getFirst(), "__connect.errors.topic"))
        .isEqualTo(OnePartition.TOPICS.commands());
    assertThat(topics.committed()).isEqualTo(3);
    assertThat(isolated()).isEqualTo(1);
  }

  @Test
  void theNextOwnerDoesNotMeetItAgain() {
    bug.breaksOn(Signal.CreateReceived.class);
    command("before", BAD, "behind");

    restart();

    assertThat(told()).hasSize(1);
    assertThat(started).containsExactlyInAnyOrder("before Find", "behind Find");
  }

  @Test
  void aCommandThatOverflowsTheStackIsIsolatedToo() {
    bug.onSignal = _ -> new StackOverflowError();

    command("before", BAD, "behind");

    assertThat(started).containsExactly("before Create", "behind Create");
    assertThat(told()).singleElement().asString().startsWith("INTERNAL bad");
  }

  @Test
  void outOfMemoryIsNotTheFaultOfOneInput() {
    bug.onSignal = _ -> new OutOfMemoryError();

    assertThatExceptionOfType(OutOfMemoryError.class)
        .isThrownBy(() -> command("before", BAD, "behind"));

    assertThat(told()).isEmpty();
    assertThat(topics.committed()).isZero();
  }

  @Test
  @SuppressWarnings("NullAway") // what only a bug can do
  void aCommandWhoseStateCannotBeWrittenIsADeadLetterAndItsNeighboursGoOn() {
    bug.twist =
        step -> {
          Subject subject = ((RequestState.Known) step.next()).subject();
          return new Step(
              new RequestState.Ended(subject, 0, null, null, now, false, null, null, null),
              step.events(),
              step.tokens(),
              step.actions(),
              step.messages(),
              step.rejection());
        };

    command("before", BAD, "behind");

    assertThat(started).containsExactly("before Create", "behind Create");
    assertThat(told()).singleElement().asString().startsWith("INTERNAL bad");
    assertThat(topics.committed()).isEqualTo(3);
  }

  @Test
  void aCommandWhoseTimerCannotBeToldIsADeadLetterAndItsNeighboursGoOn() {
    bug.onWakeAt = _ -> new ArithmeticException("a bug");

    command("before", BAD, "behind");

    assertThat(started).containsExactly("before Create", "behind Create");
    assertThat(told()).singleElement().asString().startsWith("INTERNAL bad");
  }

  // --- a record that no topic takes

  @Test
  void aRecordThatCannotBeWrittenIsFoundInAFewTransactions() {
    String[] ids = new String[257];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = i == 100 ? BAD : "good-" + i;
    }
    topics.refuse(BrokenInputTest::isStateOfBad);

    command(ids);

    assertThat(told()).singleElement().asString().startsWith("INTERNAL bad");
    assertThat(topics.committed()).isEqualTo(257);
    assertThat(topics.attempts()).isLessThan(60);
  }

  @Test
  void aCommandThatDoesNotEvenFitIntoTheDeadLettersIsReportedByItsPlace() {
    topics.refuse(
        record ->
            isStateOfBad(record)
                || (record.topic().equals(OnePartition.TOPICS.deadLetters())
                    && record.value() != null));

    command("before", BAD, "behind");

    assertThat(started).containsExactly("before Create", "behind Create");
    assertThat(deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.value()).isNull();
              assertThat(header(letter, "countersign.error.code")).isEqualTo("INTERNAL");
              assertThat(header(letter, "countersign.request.id")).isEqualTo(BAD);
              assertThat(header(letter, "__connect.errors.topic"))
                  .isEqualTo(OnePartition.TOPICS.commands());
              assertThat(header(letter, "__connect.errors.offset")).isEqualTo("1");
            });
    assertThat(topics.committed()).isEqualTo(3);
  }

  private static boolean isStateOfBad(ProducerRecord<byte[], byte[]> record) {
    return record.topic().equals(OnePartition.TOPICS.state())
        && new String(record.key(), UTF_8).equals(BAD);
  }

  // --- a signal

  @Test
  void aSignalThatBreaksAgainAndAgainIsToldOnceAndCounted() {
    command(BAD, "good");
    created(BAD);
    created("good");
    turn();
    bug.breaksOn(Signal.Hinted.class);

    for (int i = 0; i < 3; i++) {
      signal(BAD, new Signal.Hinted(Hint.OPENED));
      signal("good", new Signal.Hinted(Hint.OPENED));
      turn();
    }

    assertThat(told()).containsExactly("INTERNAL bad Hinted");
    assertThat(isolated()).isEqualTo(3);
    assertThat(events("good")).containsExactly("created", "opened");
  }

  @Test
  void whatElseHappensToTheRequestIsStillApplied() {
    command(BAD);
    created(BAD);
    turn();
    bug.breaksOn(Signal.Hinted.class);
    signal(BAD, new Signal.Hinted(Hint.OPENED));
    turn();

    signal(BAD, new Signal.PayloadMissing());
    bug.onSignal = _ -> null;
    signal(BAD, new Signal.Hinted(Hint.RESOLVED));
    turn();

    assertThat(started).contains("bad Read");
  }

  @Test
  void aTimerThatBreaksIsToldOncePerOwnerAndFiresAgainAfterAWhile() {
    command(BAD);
    created(BAD);
    turn();
    bug.breaksOn(Signal.TimerFired.class);

    for (int hour = 0; hour < 48; hour++) {
      now = now.plus(Duration.ofHours(1));
      turn();
    }
    assertThat(told()).containsExactly("INTERNAL bad TimerFired");
    assertThat(isolated()).isBetween(20.0, 48.0);
    bug.onSignal = _ -> null;
    now = now.plus(Duration.ofHours(1));
    turn();

    assertThat(started).contains("bad Read");
  }

  @Test
  void aTimerThatBreaksIsToldAgainByTheNextOwner() {
    command(BAD);
    created(BAD);
    turn();
    bug.breaksOn(Signal.TimerFired.class);
    now = now.plus(Duration.ofHours(48));
    turn();

    restart();

    assertThat(told()).containsExactly("INTERNAL bad TimerFired", "INTERNAL bad TimerFired");
  }

  @Test
  void whatIsFoundAndBreaksIsLookedForAgainAfterAWhile() {
    command(BAD);
    signal(BAD, new Signal.CreateInDoubt("lost"));
    turn();
    bug.breaksOn(Signal.Absent.class);
    signal(BAD, new Signal.Absent());
    turn();
    assertThat(started).containsExactly("bad Create", "bad Find");

    now = now.plus(Duration.ofHours(1));
    turn();

    assertThat(started).containsExactly("bad Create", "bad Find", "bad Find");
  }

  @Test
  void aCreateIsNotStartedByAWorkerThatStoodStillSinceItsCommit() {
    topics.duringCommit(() -> now = now.plusSeconds(6));
    command("late");
    assertThat(started).isEmpty();

    topics.duringCommit(() -> {});
    now = now.plusSeconds(10);
    turn();

    assertThat(started).containsExactly("late Create");
  }

  @Test
  void aTimerIsNotLostWhenTheClockIsSetBackBetweenItsTimeAndItsTurn() {
    command("good");
    created("good");
    turn();
    Instant deadline = now.plus(Duration.ofMinutes(1440)).plusSeconds(5);
    AtomicInteger looks = new AtomicInteger();
    // The turn's first look at the clock takes the timers, a later one applies them.
    clock = () -> looks.getAndIncrement() == 0 ? deadline : deadline.minusSeconds(60);
    loop.turn(Duration.ZERO);
    assertThat(started).containsExactly("good Create", "good Watch");

    clock = () -> now;
    now = deadline;
    turn();

    assertThat(started).containsExactly("good Create", "good Watch", "good Read");
  }

  @Test
  void aPermitThatBreaksIsToldOnceAndTriedAgainAfterAWhile() {
    bug.breaksOn(Signal.Permitted.class);
    command(BAD, "good");
    for (int minute = 0; minute < 5; minute++) {
      now = now.plus(Duration.ofMinutes(2));
      turn();
    }
    assertThat(told()).containsExactly("INTERNAL bad Permitted");
    assertThat(started).containsExactly("good Create");

    bug.onSignal = _ -> null;
    now = now.plus(Duration.ofMinutes(2));
    turn();

    assertThat(started).containsExactly("good Create", "bad Create");
  }

  @Test
  void aCreateWhoseAnswerBreaksIsLookedForAsAfterACrash() {
    command(BAD);
    bug.breaksOn(Signal.Created.class);

    created(BAD);
    turn();

    assertThat(told()).containsExactly("INTERNAL bad Created");
    assertThat(started).containsExactly("bad Create", "bad Find");
    assertThat(loop.isCreating()).isFalse();
  }

  @Test
  void aCreateWhoseAnswerBreaksAgainIsLookedForAgain() {
    bug.breaksOn(Signal.CreateNotDone.class);
    command(BAD);
    signal(BAD, new Signal.CreateNotDone());
    turn();
    for (int i = 0; i < 5 && !started.getLast().equals("bad Create"); i++) {
      signal(BAD, new Signal.Absent());
      turn();
      now = now.plus(Duration.ofMinutes(1));
      turn();
    }

    signal(BAD, new Signal.CreateNotDone());
    turn();

    assertThat(started).containsSubsequence("bad Create", "bad Find", "bad Create", "bad Find");
    assertThat(told()).containsExactly("INTERNAL bad CreateNotDone");
    assertThat(loop.isCreating()).isFalse();
  }

  @Test
  void muchThatComesAtOnceIsTakenInTurnsWhoseTransactionsStayShort() {
    for (int i = 0; i < 10_000; i++) {
      topics.command("r" + i, now);
    }

    turn();

    assertThat(topics.committed()).isEqualTo(10_000);
    assertThat(topics.mostRecords()).isLessThanOrEqualTo(Inputs.MAX + 1);
  }

  @Test
  void aSignalForAForgottenRequestIsNewsAgain() {
    command(BAD);
    created(BAD);
    turn();
    bug.breaksOn(Signal.Hinted.class);
    bug.twist =
        _ -> new Step(Lifecycle.unknown(), List.of(), List.of(), List.of(), List.of(), null);
    signal(BAD, new Signal.Hinted(Hint.GAP));
    turn();
    signal(BAD, new Signal.PayloadMissing());
    turn();
    bug.twist = step -> step;
    command(BAD);
    created(BAD);
    turn();

    signal(BAD, new Signal.Hinted(Hint.GAP));
    turn();

    assertThat(told()).containsExactly("INTERNAL bad Hinted", "INTERNAL bad Hinted");
  }

  // --- a state

  @Test
  void aStateThatBreaksTheNextOwnerIsHeldAndTheRestIsRestored() {
    command("before", BAD, "behind");
    bug.onWakeAt = _ -> new StackOverflowError();

    restart();

    assertThat(started).containsExactlyInAnyOrder("before Find", "behind Find");
    command(BAD);
    assertThat(told()).singleElement().asString().startsWith("STATE_NOT_UNDERSTOOD bad");
    bug.onWakeAt = _ -> null;
    restart();
    assertThat(started).contains("bad Find");
  }

  @Test
  void aBrokenRequestHasNoEventUntilItWorks() {
    bug.breaksOn(Signal.Created.class);
    command(BAD, "good");
    created(BAD);
    created("good");
    turn();

    assertThat(events(BAD)).isEmpty();
    assertThat(events("good")).containsExactly("created");
  }
}
