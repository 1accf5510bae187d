package dev.countersign.request;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The one function of the domain: (state, signal, now) to what follows. A test may break it. */
public class Lifecycle {
  private final NewRules newRules;
  private final ReplacingRules replacingRules;
  private final QueuedRules queuedRules;
  private final CreatingRules creatingRules;
  private final OpenRules openRules;
  private final LingeringRules lingeringRules;
  private final SettlingRules settlingRules;
  private final EndedRules endedRules;
  private final Settings settings;

  public Lifecycle(Settings settings) {
    this.settings = settings;
    this.newRules = new NewRules(settings);
    this.replacingRules = new ReplacingRules(settings);
    Creations creations = new Creations(settings);
    this.queuedRules = new QueuedRules(creations);
    this.creatingRules = new CreatingRules(creations);
    this.openRules = new OpenRules(settings);
    this.lingeringRules = new LingeringRules(settings);
    this.settlingRules = new SettlingRules(settings);
    this.endedRules = new EndedRules(newRules, settings);
  }

  /** The state of an id of which nothing is known. */
  public static RequestState unknown() {
    return RequestState.Unknown.INSTANCE;
  }

  /** What follows from a signal. A signal that means nothing in a state leaves it as it is. */
  public Step apply(RequestState state, Signal signal, Instant now) {
    if (signal instanceof Signal.TimerFired && !isDue(state, now)) {
      return Step.silent(state);
    }
    if (signal instanceof Signal.WebhookReceived webhook && !webhook.concerns(state)) {
      return Step.silent(state);
    }
    Step step =
        signal instanceof Signal.Replaced replaced && state instanceof RequestState.Known known
            ? replaced(known, replaced, now)
            : follow(state, signal, now);
    return Succession.inform(state, signal, step);
  }

  /** Cancelled for its first heir only; whoever takes that one's place finds it so. */
  private Step replaced(RequestState.Known state, Signal.Replaced replaced, Instant now) {
    if (Succession.isForeign(state, replaced)) {
      return Succession.answer(state, replaced, Succession.Status.UNKNOWN);
    }
    String other = Succession.otherHeir(state, replaced);
    if (other != null) {
      return Succession.isSignedAfterAll(state)
          ? Succession.answer(state, replaced, Succession.of(state))
          : Succession.sendOn(state, replaced, other);
    }
    RequestState.Known heired = state.with(state.subject().withHeir(replaced.by()));
    return state.subject().heir() == null ? follow(heired, replaced, now) : Step.silent(heired);
  }

  private Step follow(RequestState state, Signal signal, Instant now) {
    return switch (state) {
      case RequestState.Unknown unknown -> newRules.apply(unknown, signal, now);
      case RequestState.CancelAhead ahead -> newRules.apply(ahead, signal, now);
      case RequestState.Replacing replacing -> replacingRules.apply(replacing, signal, now);
      case RequestState.Queued queued -> queuedRules.apply(queued, signal, now);
      case RequestState.Creating creating -> creatingRules.apply(creating, signal, now);
      case RequestState.Open open -> openRules.apply(open, signal, now);
      case RequestState.Lingering lingering -> lingeringRules.apply(lingering, signal, now);
      case RequestState.Settling settling -> settlingRules.apply(settling, signal, now);
      case RequestState.Ended ended -> endedRules.apply(ended, signal, now);
    };
  }

  /** A timer that was set for an earlier state may fire in a later one. */
  private boolean isDue(RequestState state, Instant now) {
    Instant wakeAt = wakeAt(state);
    return wakeAt != null && !now.isBefore(wakeAt);
  }

  /** When {@link Signal.TimerFired} is due for a state; null: never. */
  public @Nullable Instant wakeAt(RequestState state) {
    return switch (state) {
      case RequestState.Unknown _ -> null;
      case RequestState.CancelAhead ahead -> ahead.at().plus(settings.rememberFor());
      case RequestState.Replacing replacing -> replacingRules.wakeAt(replacing);
      case RequestState.Queued queued -> Deadline.of(queued.ask());
      case RequestState.Creating creating ->
          creating.doubt() == null ? null : creating.doubt().readAt();
      case RequestState.Open open -> open.readAt();
      case RequestState.Lingering lingering -> lingering.readAt();
      case RequestState.Settling settling -> settlingRules.wakeAt(settling);
      case RequestState.Ended ended -> endedRules.wakeAt(ended);
    };
  }
}
