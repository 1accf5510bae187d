package dev.countersign.request;

import dev.countersign.request.RequestState.Creating;
import dev.countersign.request.RequestState.Doubt;
import dev.countersign.request.RequestState.Queued;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A create that is under way. The platform's unique identifier makes it idempotent: after a lost
 * answer the identifier is read, and the create is tried again only when it is certainly absent
 * (CONTRACT §6.1).
 */
final class CreatingRules {
  /** How far the platform's clock may be behind ours when it dates a payload of ours. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  private static final Duration PLATFORM_CLOCK_STEP = Duration.ofSeconds(1);

  private final Creations creations;

  CreatingRules(Creations creations) {
    this.creations = creations;
  }

  Step apply(Creating state, Signal signal, Instant now) {
    return switch (signal) {
      case Signal.CreateReceived again -> Repeats.create(state, again);
      case Signal.InvalidReceived again -> Repeats.invalid(state, again);
      case Signal.CancelReceived cancel ->
          Repeats.isForeign(state, cancel)
              ? Repeats.foreignCancel(state)
              : Step.silent(state.withCancelRequested());
      case Signal.Created created ->
          creations.created(
              new Draft(state, now), state.ask(), created, state.token(), state.cancelRequested());
      case Signal.CreateRefused refused ->
          new Draft(state, now)
              .fail(
                  Via.PLATFORM,
                  new Event.Detail.Failure(
                      FailureCode.PLATFORM_REFUSED,
                      refused.message(),
                      refused.code(),
                      refused.reference()),
                  null,
                  true);
      case Signal.CreateNotDone _ ->
          backToQueue(state, now, Timing.nextAttempt(now, state.subject().id(), 1));
      case Signal.CreateInDoubt _ -> doubt(state, new Doubt(now, false, true, 0, null), now);
      case Signal.CreateConflicted _ ->
          doubt(state, new Doubt(now, true, state.attempts() > 1, 0, null), now);
      // A predecessor may have sent the create the moment before it died.
      case Signal.Resumed _ -> doubt(state, new Doubt(now, false, true, 0, null), now);
      case Signal.Found found -> found(state, found, now);
      case Signal.Absent _ -> state.doubt() == null ? Step.silent(state) : absent(state, now);
      case Signal.TimerFired _ ->
          state.doubt() == null || state.doubt().readAt() == null
              ? Step.silent(state)
              : doubt(state, reading(state.doubt(), null), now);
      case Signal.Permitted _,
          Signal.PayloadRead _,
          Signal.PayloadMissing _,
          Signal.CancelAnswered _,
          Signal.Hinted _,
          Signal.TokenChecked _ ->
          Step.silent(state);
    };
  }

  private static Step doubt(Creating state, Doubt doubt, Instant now) {
    return new Draft(state, now)
        .start(new Action.Find(state.subject(), state.ask()))
        .to(state.with(doubt));
  }

  private static Doubt reading(Doubt doubt, @Nullable Instant readAt) {
    return new Doubt(doubt.since(), doubt.conflict(), doubt.ours(), doubt.reads() + 1, readAt);
  }

  private Step found(Creating state, Signal.Found found, Instant now) {
    Draft draft = new Draft(state, now);
    boolean ours = state.doubt() == null || state.doubt().ours();
    Instant createdAt = found.view().createdAt();
    Instant earliest = state.begunAt().minus(ours ? CLOCK_SKEW : PLATFORM_CLOCK_STEP);
    if (ours && state.attempts() > 1) {
      earliest = state.subject().commandAt().minus(CLOCK_SKEW);
    }
    if (!found.sameContent() || createdAt != null && createdAt.isBefore(earliest)) {
      return draft.fail(
          Via.PLATFORM,
          FailureCode.IDENTIFIER_TAKEN,
          "payload "
              + found.view().uuid()
              + " of this application already has this id as its identifier; use a new id",
          true);
    }
    return creations.adopted(draft, state.ask(), found, state.token(), state.cancelRequested());
  }

  private static Step absent(Creating state, Instant now) {
    Doubt doubt = state.doubt();
    if (doubt == null) {
      return Step.silent(state);
    }
    String id = state.subject().id();
    if (doubt.conflict()) {
      if (now.isBefore(doubt.since().plus(Timing.CONFLICT_PATIENCE))) {
        return Step.silent(state.with(reading(doubt, Timing.nextRead(now, id, doubt.reads() + 1))));
      }
      return new Draft(state, now)
          .fail(
              Via.PLATFORM,
              FailureCode.IDENTIFIER_TAKEN,
              "the platform says that this id is taken as an identifier, but shows no such payload",
              true);
    }
    Instant certain = doubt.since().plus(Timing.READ_AFTER_WRITE);
    if (now.isBefore(certain)) {
      return Step.silent(state.with(reading(doubt, certain)));
    }
    return backToQueue(state, now, Timing.nextAttempt(now, id, state.attempts()));
  }

  /** The create certainly did nothing. */
  private static Step backToQueue(Creating state, Instant now, @Nullable Instant notBefore) {
    Draft draft = new Draft(state, now);
    if (state.cancelRequested()) {
      return draft.cancelBeforeCreation(Via.COMMAND, true);
    }
    if (QueuedRules.isPastDeadline(state.ask(), now)) {
      return QueuedRules.failPastDeadline(draft, state.ask(), true);
    }
    return draft.to(
        new Queued(state.subject(), state.sequence(), state.ask(), state.attempts(), notBefore));
  }
}
