package dev.countersign.request;

import dev.countersign.request.RequestState.Settling;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signed is not paid: the transaction is followed until it is in a validated ledger, or provably in
 * none (CONTRACT §9). What nobody knows is never a failure.
 */
final class SettlingRules {
  private final Settings settings;

  SettlingRules(Settings settings) {
    this.settings = settings;
  }

  static Step begin(
      Draft draft,
      Payload payload,
      RequestState.@Nullable Signature signature,
      Transaction transaction) {
    Instant now = draft.now;
    return ask(
        draft,
        new Settling(
            draft.subject,
            draft.sequence(),
            payload.uuid(),
            signature,
            transaction,
            now,
            now,
            0,
            null,
            payload.handover()));
  }

  /** By its own word it can be in no ledger of the expected network, and nobody reads others. */
  static Step astray(
      Draft draft,
      String payloadUuid,
      RequestState.@Nullable Signature signature,
      String network,
      List<String> unmet) {
    draft.publish(
        Event.Type.SETTLEMENT_FAILED,
        true,
        draft.now,
        Via.PLATFORM,
        payloadUuid,
        Event.Detail.Settlement.without(network, SettlementReason.WRONG_NETWORK, unmet));
    return draft.to(draft.ended(Outcome.SETTLEMENT_FAILED, payloadUuid, true, signature));
  }

  Step apply(Settling state, Signal signal, Instant now) {
    return switch (signal) {
      case Signal.CreateReceived again -> Repeats.create(state, again);
      case Signal.InvalidReceived again -> Repeats.invalid(state, again);
      case Signal.CancelReceived cancel -> {
        if (Repeats.isForeign(state, cancel)) {
          yield Repeats.foreignCancel(state);
        }
        Draft draft =
            new Draft(state, now).answerCancel(Outcome.SIGNED, Via.COMMAND, state.payloadUuid());
        yield draft.to(state.withSequence(draft.sequence()));
      }
      case Signal.LedgerTold(String txid, LedgerNews news) ->
          txid.equals(state.transaction().txid()) ? told(state, news, now) : Step.silent(state);
      case Signal.WebhookReceived webhook ->
          Signatures.expiryTold(state, state.signature(), webhook, now);
      case Signal.TimerFired _ -> timerFired(state, now);
      case Signal.Resumed _ -> ask(state, now);
      case Signal.Replaced _,
          Signal.PredecessorIs _,
          Signal.PredecessorWas _,
          Signal.Permitted _,
          Signal.Deferred _,
          Signal.BearerAccepted _,
          Signal.BearerRefused _,
          Signal.Created _,
          Signal.CreateRefused _,
          Signal.CreateNotDone _,
          Signal.CreateInDoubt _,
          Signal.CreateConflicted _,
          Signal.CreateUnauthorized _,
          Signal.Found _,
          Signal.Absent _,
          Signal.PayloadRead _,
          Signal.PayloadMissing _,
          Signal.CancelAnswered _,
          Signal.Hinted _,
          Signal.TokenChecked _ ->
          Step.silent(state);
    };
  }

  private Step told(Settling state, LedgerNews news, Instant now) {
    return switch (news) {
      case LedgerNews.Validated validated -> validated(state, validated, now);
      case LedgerNews.Never _ -> never(state, now);
      case LedgerNews.Pending _ -> pending(state, now);
    };
  }

  private static Step never(Settling state, Instant now) {
    Transaction transaction = state.transaction();
    boolean elsewhere = transaction.elsewhere();
    return end(
        state,
        Outcome.SETTLEMENT_FAILED,
        Event.Detail.Settlement.without(
            transaction.network(),
            elsewhere
                ? SettlementReason.WRONG_NETWORK
                : SettlementReason.LAST_LEDGER_SEQUENCE_PASSED,
            elsewhere ? List.of(Expectation.NETWORK) : List.of()),
        now,
        now);
  }

  /** What succeeded and cannot be judged yet may be told in full by another node, or later. */
  private Step validated(Settling state, LedgerNews.Validated news, Instant now) {
    Expectation expect = state.subject().expect();
    String network = state.transaction().network();
    List<String> unmet = expect.contradictedBy(news, network);
    List<String> mismatch = news.mismatch();
    SettlementReason reason = SettlementReason.of(news, state.transaction().isOlder(news), unmet);
    boolean judged = mismatch != null && expect.isJudgedBy(news);
    if (reason == null && !judged) {
      return pending(state, now);
    }
    return end(
        state,
        reason == null ? Outcome.SETTLED : Outcome.SETTLEMENT_FAILED,
        new Event.Detail.Settlement(
            network,
            news.ledgerIndex(),
            news.result(),
            news.delivered(),
            reason,
            unmet,
            mismatch == null ? List.of() : mismatch),
        news.closedAt() == null ? now : news.closedAt(),
        now);
  }

  private static Step end(
      Settling state,
      Outcome outcome,
      Event.Detail.Settlement detail,
      Instant occurredAt,
      Instant now) {
    Draft draft = new Draft(state, now);
    draft.publish(
        Event.Type.valueOf(outcome.name()),
        true,
        occurredAt,
        Via.LEDGER,
        state.payloadUuid(),
        detail);
    return draft.to(draft.ended(outcome, state.payloadUuid(), true, state.signature()));
  }

  private Step pending(Settling state, Instant now) {
    int asks = state.asks() + 1;
    Instant next =
        state.unknownSince() == null
            ? Timing.nextAsk(now, state.subject().id(), asks)
            : now.plus(Timing.LATE_ASK);
    return Step.silent(state.askingAt(next, asks));
  }

  /** Should no answer ever come, it is asked again. */
  private static Step ask(Settling state, Instant now) {
    return ask(new Draft(state, now), state);
  }

  private static Step ask(Draft draft, Settling state) {
    return draft
        .start(new Action.Settle(state.transaction()))
        .to(state.askingAt(draft.now.plus(Timing.ANSWER_PATIENCE), state.asks()));
  }

  private Step timerFired(Settling state, Instant now) {
    Instant unknownAt = unknownAt(state);
    if (unknownAt != null && !now.isBefore(unknownAt)) {
      return unknown(state, now);
    }
    Instant forgetAt = forgetAt(state);
    return forgetAt != null && !now.isBefore(forgetAt)
        ? Step.silent(RequestState.Unknown.INSTANCE)
        : ask(state, now);
  }

  /** Nothing final was learned in time; the ledger is asked on, and has the last word. */
  private static Step unknown(Settling state, Instant now) {
    Draft draft = new Draft(state, now);
    draft.publish(
        Event.Type.SETTLEMENT_UNKNOWN,
        true,
        now,
        Via.TIMER,
        state.payloadUuid(),
        Event.Detail.Settlement.without(
            state.transaction().network(), SettlementReason.NOT_LEARNED_IN_TIME, List.of()));
    return draft.to(state.unknown(draft.sequence(), now));
  }

  @Nullable Instant wakeAt(Settling state) {
    return Timing.earliest(state.askAt(), unknownAt(state), forgetAt(state));
  }

  private @Nullable Instant unknownAt(Settling state) {
    return state.unknownSince() == null ? state.signedAt().plus(settings.settleWithin()) : null;
  }

  private @Nullable Instant forgetAt(Settling state) {
    return state.unknownSince() == null ? null : state.unknownSince().plus(settings.rememberFor());
  }
}
