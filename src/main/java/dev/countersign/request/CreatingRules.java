package dev.countersign.request;

import dev.countersign.request.RequestState.Creating;
import dev.countersign.request.RequestState.Doubt;
import dev.countersign.request.RequestState.LooseEnd;
import dev.countersign.request.RequestState.Queued;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

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
      case Signal.Replaced _ -> Step.silent(state.withCancelRequested());
      // Nobody is to pay twice: it is not tried again, and what there is by now is cancelled.
      case Signal.PredecessorIs is ->
          Step.silent(is.isSignedAfterAll() ? state.withCancelRequested() : state);
      case Signal.Created created ->
          creations.created(
              new Draft(state, now),
              state.ask(),
              created,
              state.token(),
              state.ledgers(),
              state.cancelRequested());
      // In doubt only a read counts: an answer that still comes may be of another attempt.
      case Signal.CreateRefused _,
          Signal.CreateNotDone _,
          Signal.CreateInDoubt _,
          Signal.CreateConflicted _,
          Signal.CreateUnauthorized _
          when state.doubt() != null ->
          Step.silent(state);
      case Signal.CreateRefused refused ->
          refused(
              state,
              new Event.Detail.Failure(
                  FailureCode.PLATFORM_REFUSED,
                  refused.message(),
                  refused.code(),
                  refused.reference()),
              now);
      case Signal.CreateUnauthorized refused ->
          refused(
              state,
              new Event.Detail.Failure(
                  Deadline.isPast(state.ask(), now)
                      ? FailureCode.CREDENTIAL_EXPIRED
                      : FailureCode.CREDENTIAL_INVALID,
                  refused.message(),
                  refused.code(),
                  null),
              now);
      case Signal.CreateNotDone _ -> notDone(state, now);
      case Signal.CreateInDoubt _ -> find(state, Doubt.since(now), now);
      case Signal.CreateConflicted _ ->
          find(state, new Doubt(now, true, state.attempts() > 1, 0, null, null), now);
      // A predecessor may have sent the create the moment before it died; and a payload that was
      // resolved exists, whatever has become of the answer to its create.
      case Signal.Resumed _, Signal.WebhookReceived _ ->
          find(state, state.doubt() == null ? Doubt.since(now) : state.doubt(), now);
      case Signal.Found found -> found(state, found, now);
      case Signal.Absent _ ->
          state.doubt() == null ? Step.silent(state) : absent(state, state.doubt(), now);
      case Signal.TimerFired _ ->
          state.doubt() == null ? Step.silent(state) : find(state, state.doubt(), now);
      case Signal.Permitted _,
          Signal.Deferred _,
          Signal.BearerAccepted _,
          Signal.BearerRefused _,
          Signal.PayloadRead _,
          Signal.PayloadMissing _,
          Signal.CancelAnswered _,
          Signal.Hinted _,
          Signal.PredecessorWas _,
          Signal.LedgerTold _,
          Signal.TokenChecked _ ->
          Step.silent(state);
    };
  }

  /** The end of a request that was tried before: no create of ours may still be on its way. */
  static Step settle(Queued state, boolean cancelRequested, Instant now) {
    Doubt doubt = Doubt.since(now);
    Creating creating =
        new Creating(
            state.subject(),
            state.sequence(),
            state.ask(),
            state.attempts(),
            now,
            null,
            Map.of(),
            cancelRequested,
            doubt,
            state.deferred());
    return find(creating, doubt, now);
  }

  private static Step find(Creating state, Doubt doubt, Instant now) {
    return new Draft(state, now)
        .start(new Action.Find(state.subject(), state.ask()))
        .to(state.with(doubt.reading()));
  }

  private Step found(Creating state, Signal.Found found, Instant now) {
    boolean ours = state.doubt() == null || state.doubt().ours();
    if (!isOf(state.subject(), found, state.begunAt(), ours)) {
      return taken(
          new Draft(state, now),
          state,
          "payload "
              + found.view().uuid()
              + " of this application already has this id as its identifier; use a new id");
    }
    return creations.adopted(
        new Draft(state, now),
        state.ask(),
        found,
        state.token(),
        state.ledgers(),
        state.cancelRequested());
  }

  /**
   * Whether the payload that has a request's identifier is the request's: none of its own is older.
   * The command's time is the clock of whoever sent it: one that is ahead must not disown what we
   * made.
   *
   * @param ours an attempt of ours may have made it
   */
  static boolean isOf(Subject subject, Signal.Found found, Instant begunAt, boolean ours) {
    Instant createdAt = found.view().createdAt();
    Instant commandAt = subject.commandAt();
    Instant begun = commandAt.isBefore(begunAt) ? commandAt : begunAt;
    Instant earliest = begun.minus(ours ? CLOCK_SKEW : PLATFORM_CLOCK_STEP);
    return found.sameContent() && (createdAt == null || !createdAt.isBefore(earliest));
  }

  private static Step absent(Creating state, Doubt doubt, Instant now) {
    String id = state.subject().id();
    int reads = doubt.reads() + 1;
    if (doubt.conflict()) {
      return now.isBefore(doubt.since().plus(Timing.CONFLICT_PATIENCE))
          ? Step.silent(state.with(doubt.absent(Timing.nextRead(now, id, reads))))
          : taken(
              unsettled(state, doubt, now),
              state,
              "the platform says that this id is taken as an identifier, but shows no such payload");
    }
    Instant certain =
        doubt.since().plus(ends(state, doubt, now) ? Timing.LATE_ARRIVAL : Timing.READ_AFTER_WRITE);
    if (now.isBefore(certain)) {
      return Step.silent(state.with(doubt.absent(certain)));
    }
    if (reads == 1) {
      // A slow answer: the platform may have looked long before it arrived.
      return Step.silent(state.with(doubt.absent(Timing.nextRead(now, id, reads))));
    }
    return backToQueue(state, doubt, now);
  }

  /** Whether there will be no other create that would meet a late one. */
  private static boolean ends(Creating state, Doubt doubt, Instant now) {
    return doubt.refusal() != null
        || state.cancelRequested()
        || Deadline.isPast(state.ask(), now)
        || lacksPushTarget(state);
  }

  /** Its token was lost after an earlier attempt: none is made without one. */
  private static boolean lacksPushTarget(Creating state) {
    return state.token() == null
        && state.ask().bearer() == null
        && state.ask().delivery() == Ask.Delivery.PUSH_ONLY;
  }

  private static Step taken(Draft draft, Creating state, String message) {
    return fail(
        draft, state, new Event.Detail.Failure(FailureCode.IDENTIFIER_TAKEN, message, null, null));
  }

  /** The platform will not have it; but what an earlier attempt sent may still arrive. */
  private static Step refused(Creating state, Event.Detail.Failure failure, Instant now) {
    return state.attempts() == 1
        ? fail(new Draft(state, now), state, failure)
        : find(state, new Doubt(now, false, true, 0, null, failure), now);
  }

  /** What ends now without a payload may turn out to have one after all. */
  private static Draft unsettled(Creating state, Doubt doubt, Instant now) {
    Draft draft = new Draft(state, now);
    return doubt.ours()
        ? draft.leaving(new LooseEnd(state.ask().withoutCredentials(), state.begunAt(), null))
        : draft;
  }

  /** A cancel that waited for the create to be settled is answered with it (CONTRACT §6.2). */
  private static Step fail(Draft draft, Creating state, Event.Detail.Failure failure) {
    if (state.cancelRequested()) {
      draft.answerCancel(Outcome.FAILED, Via.PLATFORM, null);
    }
    return draft.fail(Via.PLATFORM, failure, null, true);
  }

  /** This attempt did not even begin at the platform, so it counts as none. */
  private static Step notDone(Creating state, Instant now) {
    Queued queued =
        new Queued(
            state.subject(),
            state.sequence(),
            state.ask(),
            state.attempts() - 1,
            Timing.nextAttempt(now, state.subject().id(), 1),
            state.deferred());
    if (state.cancelRequested()) {
      return QueuedRules.cancel(queued, now);
    }
    return Deadline.isPast(state.ask(), now)
        ? QueuedRules.failPastDeadline(queued, now)
        : Step.silent(queued);
  }

  /** No attempt left anything at the platform. */
  private static Step backToQueue(Creating state, Doubt doubt, Instant now) {
    Draft draft = unsettled(state, doubt, now);
    if (doubt.refusal() != null) {
      return fail(draft, state, doubt.refusal());
    }
    if (state.cancelRequested()) {
      return draft.cancelBeforeCreation(true);
    }
    if (Deadline.isPast(state.ask(), now)) {
      return Deadline.fail(draft, state.ask(), true);
    }
    if (lacksPushTarget(state)) {
      return QueuedRules.failWithoutPushTarget(draft, true);
    }
    Instant notBefore = Timing.nextAttempt(now, state.subject().id(), state.attempts());
    return draft.to(
        new Queued(
            state.subject(),
            state.sequence(),
            state.ask(),
            state.attempts(),
            notBefore,
            state.deferred()));
  }
}
