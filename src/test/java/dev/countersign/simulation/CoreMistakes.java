package dev.countersign.simulation;

import dev.countersign.request.Lifecycle;
import dev.countersign.request.PayloadView;
import dev.countersign.request.RequestState;
import dev.countersign.request.Settings;
import dev.countersign.request.Signal;
import dev.countersign.request.Step;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Rules with a mistake, and news that reaches them other than it was. */
final class CoreMistakes {
  private CoreMistakes() {}

  static final class NeverForgets extends Lifecycle {
    NeverForgets(Settings settings) {
      super(settings);
    }

    @Override
    public @Nullable Instant wakeAt(RequestState state) {
      return state instanceof RequestState.Ended ? null : super.wakeAt(state);
    }
  }

  /** Each owner reads what may have been missed, whoever has read it a moment ago. */
  static final class ForgetsWhenItReadLast extends Lifecycle {
    ForgetsWhenItReadLast(Settings settings) {
      super(settings);
    }

    @Override
    public Step apply(RequestState state, Signal signal, Instant now) {
      return signal instanceof Signal.Resumed && state instanceof RequestState.Open open
          ? super.apply(withoutLastRead(open), signal, now)
          : super.apply(state, signal, now);
    }

    private static RequestState.Open withoutLastRead(RequestState.Open open) {
      return new RequestState.Open(
          open.subject(),
          open.sequence(),
          open.payload(),
          open.openedAt(),
          open.expired(),
          open.cancelling(),
          open.suspect(),
          open.chase(),
          open.readAt(),
          null,
          open.tokenExpiresAt());
    }
  }

  static Settings forgetful(Settings settings) {
    return new Settings(
        settings.defaultExpireMinutes(),
        settings.abandonAfter(),
        settings.rememberFor().dividedBy(2),
        settings.reconcileEvery(),
        settings.deferredAfter(),
        settings.networks(),
        settings.settleWithin());
  }

  /** Takes the last read for the last word. */
  static final class IgnoresHintsAfterTheLastRead extends Lifecycle {
    IgnoresHintsAfterTheLastRead(Settings settings) {
      super(settings);
    }

    @Override
    public Step apply(RequestState state, Signal signal, Instant now) {
      return state instanceof RequestState.Ended && signal instanceof Signal.WebhookReceived
          ? super.apply(state, new Signal.PayloadMissing(), now)
          : super.apply(state, signal, now);
    }
  }

  /** Takes "expired" for an end. */
  static Signal withoutLateSignature(Signal signal) {
    return signal instanceof Signal.PayloadRead(PayloadView view, var via) && view.expired()
        ? new Signal.PayloadRead(Views.undecided(view), via)
        : signal;
  }

  /** Takes only a signature for a decision. */
  static Signal withoutRejection(Signal signal) {
    return signal instanceof Signal.PayloadRead(PayloadView view, var via)
            && view.resolved()
            && !view.signed()
        ? new Signal.PayloadRead(Views.undecided(view), via)
        : signal;
  }

  /** Does not ask how old the payload is that has its identifier. */
  static Signal withoutAge(Signal signal) {
    if (signal instanceof Signal.Found(PayloadView view, var links, boolean sameContent)) {
      return new Signal.Found(Views.withoutAge(view), links, sameContent);
    }
    return signal;
  }
}
