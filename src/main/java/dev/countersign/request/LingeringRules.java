package dev.countersign.request;

import dev.countersign.request.RequestState.Chase;
import dev.countersign.request.RequestState.Lingering;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Ended, but a signature may still arrive: a device that holds the payload is not stopped by expiry
 * or cancel (PROTOCOL §5.2, §6). It is published as SIGNED with {@code late}.
 */
final class LingeringRules {

  Step apply(Lingering state, Signal signal, Instant now) {
    Draft draft = new Draft(state, now);
    return switch (signal) {
      case Signal.CreateReceived again -> Repeats.create(state, again);
      case Signal.InvalidReceived again -> Repeats.invalid(state, again);
      case Signal.CancelReceived cancel ->
          Repeats.isForeign(state, cancel)
              ? Repeats.foreignCancel(state)
              : next(draft.answerCancel(state.outcome(), state.payload().uuid()), state);
      case Signal.Hinted hinted -> hint(draft, state, hinted.hint());
      case Signal.PayloadRead read -> read(draft, state, read);
      case Signal.PayloadMissing _ -> isOver(state, now) ? end(draft, state) : Step.silent(state);
      case Signal.CancelAnswered answer -> cancelAnswered(draft, state, answer);
      case Signal.TimerFired _ ->
          now.isBefore(state.readAt())
              ? Step.silent(state)
              : readNow(draft, state, state.chase(), Via.RECONCILIATION);
      case Signal.Resumed _ -> {
        draft.start(new Action.Watch(state.payload(), true, false));
        if (state.cancelling() != null) {
          draft.start(new Action.Cancel(state.payload().uuid()));
        }
        if (state.suspect() != null) {
          draft.start(new Action.CheckToken(state.suspect()));
        }
        yield draft.to(state);
      }
      case Signal.TokenChecked checked -> {
        if (state.suspect() == null) {
          yield Step.silent(state);
        }
        Signatures.judge(draft, checked);
        yield next(draft, state, state.cancelling(), null, state.chase(), state.readAt());
      }
      case Signal.Permitted _,
          Signal.Created _,
          Signal.CreateRefused _,
          Signal.CreateNotDone _,
          Signal.CreateInDoubt _,
          Signal.CreateConflicted _,
          Signal.Found _,
          Signal.Absent _ ->
          Step.silent(state);
    };
  }

  private static Step hint(Draft draft, Lingering state, Signal.Hint hint) {
    return switch (hint) {
      case OPENED -> Step.silent(state);
      case RESOLVED ->
          readNow(
              draft,
              state,
              new Chase(Chase.Goal.RESOLUTION, Via.WEBSOCKET, draft.now, 0),
              Via.WEBSOCKET);
      case EXPIRED -> readNow(draft, state, state.chase(), Via.WEBSOCKET);
      case GAP -> readNow(draft, state, state.chase(), Via.RECONCILIATION);
    };
  }

  private static Step readNow(Draft draft, Lingering state, @Nullable Chase chase, Via via) {
    draft.start(new Action.Read(state.payload().uuid(), via));
    Instant readAt = draft.now.plus(Timing.QUIET);
    return next(draft, state, state.cancelling(), state.suspect(), chase, readAt);
  }

  private static Step read(Draft draft, Lingering state, Signal.PayloadRead read) {
    PayloadView view = read.view();
    if (view.signed()) {
      return Signatures.signed(draft, view, read.via(), true);
    }
    if (view.resolved() || isOver(state, draft.now)) {
      return end(draft, state);
    }
    Chase chase = state.chase();
    if (chase != null && chase.reads() + 1 < Timing.RESOLUTION_READS) {
      int reads = chase.reads() + 1;
      return next(
          draft,
          state,
          state.cancelling(),
          state.suspect(),
          new Chase(chase.goal(), chase.via(), chase.since(), reads),
          Timing.nextRead(draft.now, draft.subject.id(), reads));
    }
    Instant last = state.endedAt().plus(Timing.LINGER);
    return next(draft, state, state.cancelling(), state.suspect(), null, last);
  }

  /** A cancel that was under way when the request ended otherwise. */
  private static Step cancelAnswered(Draft draft, Lingering state, Signal.CancelAnswered answer) {
    if (state.cancelling() == null) {
      return Step.silent(state);
    }
    boolean cancelled = answer.cancelled();
    draft.publish(
        cancelled ? Event.Type.CANCELLED : Event.Type.CANCEL_REFUSED,
        cancelled,
        draft.now,
        Via.PLATFORM,
        state.payload().uuid(),
        new Event.Detail.Cancellation(answer.reason()));
    return next(draft, state, null, state.suspect(), state.chase(), state.readAt());
  }

  private static boolean isOver(Lingering state, Instant now) {
    return !now.isBefore(state.endedAt().plus(Timing.LINGER));
  }

  private static Step end(Draft draft, Lingering state) {
    return draft
        .start(new Action.Unwatch())
        .to(
            new RequestState.Ended(
                draft.subject,
                draft.sequence(),
                state.payload().uuid(),
                state.outcome(),
                state.endedAt(),
                true));
  }

  private static Step next(Draft draft, Lingering state) {
    return next(draft, state, state.cancelling(), state.suspect(), state.chase(), state.readAt());
  }

  private static Step next(
      Draft draft,
      Lingering state,
      @Nullable CancelReason cancelling,
      @Nullable UserToken suspect,
      @Nullable Chase chase,
      Instant readAt) {
    return draft.to(
        new Lingering(
            state.subject(),
            draft.sequence(),
            state.payload(),
            state.outcome(),
            state.endedAt(),
            cancelling,
            suspect,
            chase,
            readAt));
  }
}
