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
          read.view().signed() && state.payloadUuid() != null && state.outcome() != Outcome.SIGNED
              ? Signatures.signed(
                  new Draft(state, now), read.view(), state.payloadUuid(), read.via(), true, null)
              : Step.silent(state);
      case Signal.WebhookReceived webhook -> webhook(state, webhook, now);
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
        if (state.outcome() == Outcome.SIGNED) {
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
    if (state.outcome() == Outcome.SIGNED) {
      return Signatures.expiryTold(state, webhook, now);
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
            new Payload(webhook.payloadUuid(), Links.NONE, state.endedAt()),
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
    return state.outcome() == Outcome.FAILED && !state.attempted();
  }
}
