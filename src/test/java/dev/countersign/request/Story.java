package dev.countersign.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request told step by step; every step is held to the {@link Invariants}. */
final class Story {
  private final Lifecycle lifecycle;
  private final Invariants invariants;
  private final List<Event> told = new ArrayList<>();
  private RequestState state = Lifecycle.unknown();
  private Instant now = Given.T0;
  private Step step = Step.silent(state);

  private Story(Settings settings) {
    lifecycle = new Lifecycle(settings);
    invariants = new Invariants(settings);
  }

  static Story begin() {
    return begin(Given.SETTINGS);
  }

  static Story begin(Settings settings) {
    return new Story(settings);
  }

  /** A request that waits for its permit. */
  static Story queued() {
    return begin().when(Given.create());
  }

  /** A request whose create is under way. */
  static Story creating() {
    return queued().when(Given.permit());
  }

  /** A request that waits for the person. */
  static Story open() {
    return creating().when(Given.created());
  }

  static Story opened() {
    return open().when(Given.hint(Signal.Hint.OPENED));
  }

  /** Never opened, and over. */
  static Story expired() {
    return open().timer().when(Given.read(Given.expired())).is("Lingering");
  }

  static Story cancelled() {
    return open().when(Given.cancel()).when(Given.answered(CancelReason.OK)).is("Lingering");
  }

  static Story abandoned() {
    return opened()
        .timer()
        .when(Given.read(Given.expired()))
        .timer()
        .when(Given.read(Given.expired()))
        .is("Lingering");
  }

  /** No signature came while it lingered. */
  Story lingersOut() {
    return timer().when(Given.read(Given.expired())).is("Ended");
  }

  Story when(Signal signal) {
    Step next = lifecycle.apply(state, signal, now);
    invariants.check(state, signal, now, next);
    step = next;
    state = next.next();
    told.addAll(next.events());
    return this;
  }

  Story after(Duration wait) {
    now = now.plus(wait);
    return this;
  }

  Story afterSeconds(long seconds) {
    return after(Duration.ofSeconds(seconds));
  }

  /** The next timer fires. */
  Story timer() {
    Instant wakeAt = lifecycle.wakeAt(state);
    assertThat(wakeAt).as("timer of %s", state).isNotNull();
    if (wakeAt != null && wakeAt.isAfter(now)) {
      now = wakeAt;
    }
    return when(new Signal.TimerFired());
  }

  /** What the last step published, as text. */
  Story publishes(String... events) {
    assertThat(step.events().stream().map(Telling::of)).containsExactly(events);
    return this;
  }

  /** How many reads the last step starts. */
  int reads() {
    return (int)
        step.actions().stream()
            .filter(action -> action instanceof Action.Read || action instanceof Action.Reconcile)
            .count();
  }

  boolean isDue() {
    Instant wakeAt = lifecycle.wakeAt(state);
    return wakeAt != null && !wakeAt.isAfter(now);
  }

  /** What the last step starts, as text. */
  Story starts(String... actions) {
    assertThat(step.actions().stream().map(Telling::of)).containsExactly(actions);
    return this;
  }

  /** What the last step tells other requests. */
  List<Message> messages() {
    return step.messages();
  }

  /** The same as text. */
  Story tells(String... messages) {
    assertThat(step.messages().stream().map(Telling::of)).containsExactly(messages);
    return this;
  }

  /** What the last step says of user tokens. */
  List<TokenNews> tokens() {
    return step.tokens();
  }

  Story learns(TokenNews... news) {
    assertThat(step.tokens()).containsExactly(news);
    return this;
  }

  Story deadLetters(Rejection.@Nullable Code code) {
    Rejection rejection = step.rejection();
    assertThat(rejection == null ? null : rejection.code()).isEqualTo(code);
    return this;
  }

  Story is(String kind) {
    assertThat(Telling.kindOf(state)).isEqualTo(kind);
    return this;
  }

  /** Everything published since the beginning. */
  Story told(String... events) {
    assertThat(told.stream().map(Telling::of)).containsExactly(events);
    return this;
  }

  Instant now() {
    return now;
  }

  RequestState state() {
    return state;
  }

  List<Event> events() {
    return List.copyOf(told);
  }

  @Nullable Instant wakeAt() {
    return lifecycle.wakeAt(state);
  }
}
