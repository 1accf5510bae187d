package dev.countersign.request;

import dev.countersign.request.RequestState.Ended;
import dev.countersign.request.RequestState.Lingering;
import dev.countersign.request.RequestState.LooseEnd;
import dev.countersign.request.RequestState.Search;
import java.time.Instant;
import java.util.function.BiFunction;

/** A request that is over and remembered. */
final class EndedRules {
  private final NewRules newRules;
  private final Settings settings;
  private final LooseEndRules looseEnds;

  EndedRules(NewRules newRules, Settings settings) {
    this.newRules = newRules;
    this.settings = settings;
    this.looseEnds = new LooseEndRules(settings);
  }

  Step apply(Ended state, Signal signal, Instant now) {
    return switch (signal) {
      case Signal.CreateReceived again -> {
        boolean anew = again.redriven() && isFreeForRedrive(state);
        yield anew ? newRules.accept(again, state.sequence(), now) : Repeats.create(state, again);
      }
      case Signal.InvalidReceived again -> {
        boolean anew = again.redriven() && isFreeForRedrive(state);
        yield anew
            ? newRules.refuse(again, state.sequence(), false, now)
            : Repeats.invalid(state, again);
      }
      case Signal.CancelReceived cancel -> {
        if (Repeats.isForeign(state, cancel)) {
          yield Repeats.foreignCancel(state);
        }
        Draft draft =
            new Draft(state, now).answerCancel(state.outcome(), Via.COMMAND, state.payloadUuid());
        yield draft.to(state.withSequence(draft.sequence()));
      }
      case Signal.PayloadRead read ->
          read.view().signed() && state.payloadUuid() != null && !state.outcome().isSigned()
              ? new Signatures(settings)
                  .signed(
                      new Draft(state, now),
                      read.view(),
                      new Payload(state.payloadUuid(), Links.NONE, state.endedAt(), null, null),
                      read.via(),
                      true,
                      null)
              : Step.silent(state);
      case Signal.WebhookReceived webhook -> webhook(state, webhook, now);
      case Signal.PredecessorIs is -> handDown(state, is);
      case Signal.TimerFired _ ->
          now.isBefore(forgetAt(state))
              ? searching(state, (end, search) -> looseEnds.again(state, end, search, now))
              : Step.silent(RequestState.Unknown.INSTANCE);
      case Signal.Resumed _ ->
          searching(state, (end, search) -> looseEnds.again(state, end, search, now));
      case Signal.Found found ->
          searching(state, (end, search) -> looseEnds.found(state, end, search, found, now));
      case Signal.Absent _ ->
          searching(state, (end, search) -> looseEnds.absent(state, end, search, now));
      case Signal.TokenChecked checked -> {
        if (state.outcome().isSigned()) {
          // The signature came after the question, and may have brought the same token to life.
          yield Step.silent(state);
        }
        Draft draft = new Draft(state, now);
        Signatures.judge(draft, checked);
        yield draft.to(state);
      }
      case Signal.Permitted _,
          Signal.Deferred _,
          Signal.Created _,
          Signal.CreateRefused _,
          Signal.CreateNotDone _,
          Signal.CreateInDoubt _,
          Signal.CreateConflicted _,
          Signal.CreateUnauthorized _,
          Signal.BearerAccepted _,
          Signal.BearerRefused _,
          Signal.PayloadMissing _,
          Signal.CancelAnswered _,
          Signal.Replaced _,
          Signal.PredecessorWas _,
          Signal.LedgerTold _,
          Signal.Hinted _ ->
          Step.silent(state);
    };
  }

  /**
   * A signature may have come late (CONTRACT §6.5). The request lingers again until a read has
   * shown it or not, so that a new owner goes on with that.
   */
  private Step webhook(Ended state, Signal.WebhookReceived webhook, Instant now) {
    if (state.looseEnd() != null) {
      return looseEnds.webhook(state, state.looseEnd(), webhook, now);
    }
    if (state.outcome().isSigned()) {
      return Signatures.expiryTold(state, state.signature(), webhook, now);
    }
    // Mostly the webhook of that very rejection.
    boolean isKnown = state.outcome() == Outcome.REJECTED && !webhook.signed();
    if (isKnown) {
      return Step.silent(state);
    }
    Lingering again =
        new Lingering(
            state.subject(),
            state.sequence(),
            new Payload(webhook.payloadUuid(), Links.NONE, state.endedAt(), null, null),
            state.outcome(),
            state.endedAt(),
            null,
            null,
            null,
            now,
            null,
            webhook.tokenExpiresAt());
    return new LingeringDraft(again, settings, now).chaseResolution(Via.WEBHOOK);
  }

  /**
   * What it was to replace is signed after all, and it was never created itself: so whoever
   * replaces it replaces that one. Said once, because some replace each other in a circle.
   */
  private static Step handDown(Ended state, Signal.PredecessorIs is) {
    boolean created = state.payloadUuid() != null || state.looseEnd() != null;
    if (!is.isSignedAfterAll() || created || state.waitedFor() != null) {
      return Step.silent(state);
    }
    Step step = Step.silent(state.waitedFor(is.predecessor()));
    String heir = state.subject().heir();
    return heir == null
        ? step
        : step.telling(
            new Message(
                heir,
                new Signal.PredecessorIs(state.subject().id(), Succession.Status.MAY_STILL_SIGN)));
  }

  private static Step searching(Ended state, BiFunction<LooseEnd, Search, Step> rule) {
    LooseEnd end = state.looseEnd();
    Search search = end == null ? null : end.search();
    return end == null || search == null ? Step.silent(state) : rule.apply(end, search);
  }

  Instant wakeAt(Ended state) {
    LooseEnd end = state.looseEnd();
    Search search = end == null ? null : end.search();
    Instant forgetAt = forgetAt(state);
    return search == null || forgetAt.isBefore(search.readAt()) ? forgetAt : search.readAt();
  }

  private Instant forgetAt(Ended state) {
    return state.endedAt().plus(settings.rememberFor());
  }

  private static boolean isFreeForRedrive(Ended state) {
    return state.outcome() == Outcome.FAILED
        && !state.attempted()
        && state.subject().heir() == null;
  }
}
