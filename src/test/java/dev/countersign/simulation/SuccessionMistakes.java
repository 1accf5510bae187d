package dev.countersign.simulation;

import dev.countersign.request.Lifecycle;
import dev.countersign.request.Message;
import dev.countersign.request.RequestState;
import dev.countersign.request.Settings;
import dev.countersign.request.Signal;
import dev.countersign.request.Step;
import dev.countersign.request.Succession.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Rules of replacement (CONTRACT §9) with a mistake. */
final class SuccessionMistakes {
  private SuccessionMistakes() {}

  static final class CreatesWithoutWaiting extends Lifecycle {
    CreatesWithoutWaiting(Settings settings) {
      super(settings);
    }

    @Override
    public Step apply(RequestState state, Signal signal, Instant now) {
      Step step = super.apply(state, signal, now);
      return step.next() instanceof RequestState.Replacing replacing
          ? super.apply(
              replacing,
              new Signal.PredecessorIs(replacing.trail().predecessor(), Status.FREE),
              now)
          : step;
    }
  }

  /** Whoever waits hears what is so when it asks, and no more. */
  static final class ForgetsToTellTheHeir extends Lifecycle {
    ForgetsToTellTheHeir(Settings settings) {
      super(settings);
    }

    @Override
    public Step apply(RequestState state, Signal signal, Instant now) {
      Step step = super.apply(state, signal, now);
      boolean asked = signal instanceof Signal.Replaced || signal instanceof Signal.CreateReceived;
      return asked || state instanceof RequestState.Replacing
          ? step
          : with(step, step.messages().stream().filter(SuccessionMistakes::isWaiting).toList());
    }
  }

  private static boolean isWaiting(Message message) {
    return message.signal() instanceof Signal.PredecessorIs(String _, Status status)
        && status == Status.MAY_STILL_SIGN;
  }

  /** Takes an answered cancel for one that worked. */
  static final class TakesARefusedCancelForFreedom extends Lifecycle {
    TakesARefusedCancelForFreedom(Settings settings) {
      super(settings);
    }

    @Override
    public Step apply(RequestState state, Signal signal, Instant now) {
      Step step = super.apply(state, signal, now);
      return signal instanceof Signal.CancelAnswered
          ? with(step, step.messages().stream().map(SuccessionMistakes::freed).toList())
          : step;
    }
  }

  private static Message freed(Message message) {
    return message.signal() instanceof Signal.PredecessorIs(String predecessor, Status _)
        ? new Message(message.to(), new Signal.PredecessorIs(predecessor, Status.FREE))
        : message;
  }

  /** Does not wait for one whose command is on its way. */
  static final class GivesThePredecessorNoTime extends Lifecycle {
    GivesThePredecessorNoTime(Settings settings) {
      super(settings);
    }

    @Override
    public Step apply(RequestState state, Signal signal, Instant now) {
      return signal instanceof Signal.PredecessorIs
              && state instanceof RequestState.Replacing replacing
          ? super.apply(impatient(replacing, now), signal, now)
          : super.apply(state, signal, now);
    }

    private static RequestState impatient(RequestState.Replacing replacing, Instant now) {
      return new RequestState.Replacing(
          replacing.subject(),
          replacing.sequence(),
          replacing.ask(),
          replacing.trail(),
          replacing.since(),
          replacing.askAt(),
          now.minus(Duration.ofHours(1)),
          replacing.deferred());
    }
  }

  private static Step with(Step step, List<Message> messages) {
    return new Step(
        step.next(), step.events(), step.tokens(), step.actions(), messages, step.rejection());
  }
}
