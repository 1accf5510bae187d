package dev.countersign.wire;

import dev.countersign.internal.AskState;
import dev.countersign.internal.BearerState;
import dev.countersign.internal.CancelAheadState;
import dev.countersign.internal.CancelReasonState;
import dev.countersign.internal.ChaseGoalState;
import dev.countersign.internal.ChaseState;
import dev.countersign.internal.CreatingState;
import dev.countersign.internal.DeferralReasonState;
import dev.countersign.internal.DeliveryState;
import dev.countersign.internal.DoubtState;
import dev.countersign.internal.EndedState;
import dev.countersign.internal.FailureCodeState;
import dev.countersign.internal.FailureState;
import dev.countersign.internal.HandoverState;
import dev.countersign.internal.LingeringState;
import dev.countersign.internal.LooseEndState;
import dev.countersign.internal.OpenState;
import dev.countersign.internal.OutcomeState;
import dev.countersign.internal.PayloadState;
import dev.countersign.internal.PriorityState;
import dev.countersign.internal.QueuedState;
import dev.countersign.internal.ReplacingState;
import dev.countersign.internal.RequestStateRecord;
import dev.countersign.internal.SearchState;
import dev.countersign.internal.SettlingState;
import dev.countersign.internal.SignatureState;
import dev.countersign.internal.StateKind;
import dev.countersign.internal.SubjectState;
import dev.countersign.internal.TransactionState;
import dev.countersign.internal.ViaState;
import dev.countersign.request.Ask;
import dev.countersign.request.Ask.Template;
import dev.countersign.request.Asked;
import dev.countersign.request.Bearer;
import dev.countersign.request.CancelReason;
import dev.countersign.request.DeferralReason;
import dev.countersign.request.Event;
import dev.countersign.request.Handover;
import dev.countersign.request.Links;
import dev.countersign.request.Outcome;
import dev.countersign.request.Payload;
import dev.countersign.request.RequestState;
import dev.countersign.request.Subject;
import dev.countersign.request.Transaction;
import dev.countersign.request.UserToken;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@link RequestState} as its record. */
final class StateWriter {
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private StateWriter() {}

  static RequestStateRecord toRecord(RequestState state, int minReader) {
    return switch (state) {
      case RequestState.Unknown _ ->
          throw new IllegalArgumentException("an unknown request has no record");
      case RequestState.CancelAhead s ->
          new RequestStateRecord(minReader, StateKind.CANCEL_AHEAD, cancelAhead(s));
      case RequestState.Replacing s ->
          new RequestStateRecord(minReader, StateKind.REPLACING, replacing(s));
      case RequestState.Queued s -> new RequestStateRecord(minReader, StateKind.QUEUED, queued(s));
      case RequestState.Creating s ->
          new RequestStateRecord(minReader, StateKind.CREATING, creating(s));
      case RequestState.Open s -> new RequestStateRecord(minReader, StateKind.OPEN, open(s));
      case RequestState.Lingering s ->
          new RequestStateRecord(minReader, StateKind.LINGERING, lingering(s));
      case RequestState.Settling s ->
          new RequestStateRecord(minReader, StateKind.SETTLING, settling(s));
      case RequestState.Ended s -> new RequestStateRecord(minReader, StateKind.ENDED, ended(s));
    };
  }

  private static CancelAheadState cancelAhead(RequestState.CancelAhead ahead) {
    return new CancelAheadState(ahead.application(), at(ahead.at()));
  }

  private static ReplacingState replacing(RequestState.Replacing replacing) {
    return new ReplacingState(
        subject(replacing.subject()),
        replacing.sequence(),
        ask(replacing.ask()),
        replacing.trail().predecessor(),
        replacing.trail().via(),
        replacing.trail().question(),
        replacing.trail().passed().stream().sorted().toList(),
        at(replacing.since()),
        at(replacing.askAt()),
        maybe(replacing.unknownSince()),
        deferred(replacing.deferred()));
  }

  private static SettlingState settling(RequestState.Settling settling) {
    return new SettlingState(
        subject(settling.subject()),
        settling.sequence(),
        settling.payloadUuid(),
        signature(settling.signature()),
        transaction(settling.transaction()),
        at(settling.signedAt()),
        at(settling.askAt()),
        settling.asks(),
        maybe(settling.unknownSince()),
        handover(settling.handover()));
  }

  private static TransactionState transaction(Transaction transaction) {
    return new TransactionState(
        transaction.network(),
        transaction.txid(),
        transaction.lastLedgerSequence(),
        transaction.since(),
        maybe(transaction.madeAt()),
        transaction.account(),
        transaction.sequence(),
        txjson(transaction.asked()),
        txblob(transaction.asked()),
        transaction.elsewhere());
  }

  private static QueuedState queued(RequestState.Queued queued) {
    return new QueuedState(
        subject(queued.subject()),
        queued.sequence(),
        ask(queued.ask()),
        queued.attempts(),
        maybe(queued.notBefore()),
        deferred(queued.deferred()));
  }

  private static CreatingState creating(RequestState.Creating creating) {
    return new CreatingState(
        subject(creating.subject()),
        creating.sequence(),
        ask(creating.ask()),
        creating.attempts(),
        at(creating.begunAt()),
        token(creating.token()),
        new TreeMap<>(creating.ledgers()),
        creating.cancelRequested(),
        doubt(creating.doubt()),
        deferred(creating.deferred()));
  }

  private static OpenState open(RequestState.Open open) {
    return new OpenState(
        subject(open.subject()),
        open.sequence(),
        payload(open.payload()),
        maybe(open.openedAt()),
        open.expired(),
        reason(open.cancelling()),
        token(open.suspect()),
        chase(open.chase()),
        at(open.readAt()),
        maybe(open.reconciledAt()),
        maybe(open.tokenExpiresAt()));
  }

  private static LingeringState lingering(RequestState.Lingering lingering) {
    return new LingeringState(
        subject(lingering.subject()),
        lingering.sequence(),
        payload(lingering.payload()),
        outcome(lingering.outcome()),
        at(lingering.endedAt()),
        reason(lingering.cancelling()),
        token(lingering.suspect()),
        chase(lingering.chase()),
        at(lingering.readAt()),
        maybe(lingering.reconciledAt()),
        maybe(lingering.tokenExpiresAt()));
  }

  private static EndedState ended(RequestState.Ended ended) {
    return new EndedState(
        subject(ended.subject()),
        ended.sequence(),
        ended.payloadUuid(),
        outcome(ended.outcome()),
        at(ended.endedAt()),
        ended.attempted(),
        signature(ended.signature()),
        looseEnd(ended.looseEnd()),
        ended.waitedFor());
  }

  private static SubjectState subject(Subject subject) {
    return new SubjectState(
        subject.id(),
        subject.application(),
        subject.user(),
        subject.txType(),
        subject.context(),
        subject.trace().traceparent(),
        subject.trace().tracestate(),
        subject.fingerprint(),
        subject.expect().account(),
        subject.expect().network(),
        subject.expect().destination(),
        subject.expect().destinationTag(),
        subject.expect().amount() == null ? null : subject.expect().amount().text(),
        subject.heir(),
        at(subject.commandAt()));
  }

  private static AskState ask(Ask ask) {
    Ask.Options options = ask.options();
    return new AskState(
        txjson(ask.template()),
        txblob(ask.template()),
        options.submit(),
        options.multisign(),
        options.expireMinutes(),
        options.returnUrlApp(),
        options.returnUrlWeb(),
        options.forceNetwork(),
        options.signers(),
        options.pathfinding(),
        options.pathfindingFallback(),
        ask.blob(),
        ask.instruction(),
        token(ask.userToken()),
        bearer(ask.bearer()),
        DeliveryState.valueOf(ask.delivery().name()),
        PriorityState.valueOf(ask.priority().name()),
        maybe(ask.notAfter()));
  }

  private static @Nullable String txjson(@Nullable Template template) {
    return template instanceof Template.TxJson(String json) ? json : null;
  }

  private static @Nullable String txblob(@Nullable Template template) {
    return template instanceof Template.TxBlob(String hex) ? hex : null;
  }

  private static @Nullable BearerState bearer(@Nullable Bearer bearer) {
    return bearer == null
        ? null
        : new BearerState(
            bearer.token(), bearer.client(), at(bearer.expiresAt()), bearer.verified());
  }

  private static @Nullable SignatureState signature(RequestState.@Nullable Signature signature) {
    return signature == null
        ? null
        : new SignatureState(
            signature.account(), null, signature.tokenDigest(), at(signature.signedAt()));
  }

  private static PayloadState payload(Payload payload) {
    Links links = payload.links();
    Asked asked = payload.asked();
    return new PayloadState(
        payload.uuid(),
        links.always(),
        links.noPushMsgReceived(),
        links.qrPng(),
        links.qrMatrix(),
        links.qrUriQualityOpts(),
        links.websocketStatus(),
        asked == null ? null : txjson(asked.template()),
        asked == null ? null : txblob(asked.template()),
        asked == null ? Map.of() : new TreeMap<>(asked.ledgers()),
        at(payload.expiresAt()),
        handover(payload.handover()));
  }

  private static @Nullable HandoverState handover(@Nullable Handover handover) {
    return handover == null
        ? null
        : new HandoverState(
            DeliveryState.valueOf(handover.delivery().name()),
            handover.pushed(),
            at(handover.createdAt()));
  }

  private static @Nullable DoubtState doubt(RequestState.@Nullable Doubt doubt) {
    return doubt == null
        ? null
        : new DoubtState(
            at(doubt.since()),
            doubt.conflict(),
            doubt.ours(),
            doubt.reads(),
            maybe(doubt.readAt()),
            failure(doubt.refusal()));
  }

  private static @Nullable FailureState failure(Event.Detail.@Nullable Failure failure) {
    return failure == null
        ? null
        : new FailureState(
            FailureCodeState.valueOf(failure.code().name()),
            failure.message(),
            failure.platformCode(),
            failure.platformReference());
  }

  private static @Nullable LooseEndState looseEnd(RequestState.@Nullable LooseEnd end) {
    return end == null
        ? null
        : new LooseEndState(ask(end.ask()), at(end.begunAt()), search(end.search()));
  }

  private static @Nullable SearchState search(RequestState.@Nullable Search search) {
    return search == null
        ? null
        : new SearchState(search.reads(), at(search.readAt()), maybe(search.tokenExpiresAt()));
  }

  /** In order, so that a replay writes the same bytes. */
  private static List<DeferralReasonState> deferred(Set<DeferralReason> reasons) {
    return reasons.stream()
        .sorted()
        .map(reason -> DeferralReasonState.valueOf(reason.name()))
        .toList();
  }

  private static @Nullable ChaseState chase(RequestState.@Nullable Chase chase) {
    return chase == null
        ? null
        : new ChaseState(
            ChaseGoalState.valueOf(chase.goal().name()),
            ViaState.valueOf(chase.via().name()),
            at(chase.since()),
            chase.reads());
  }

  /** The core's own UNKNOWN is a known value; the record's is what its reader does not know. */
  private static @Nullable CancelReasonState reason(@Nullable CancelReason reason) {
    if (reason == null) {
      return null;
    }
    return reason == CancelReason.UNKNOWN
        ? CancelReasonState.OTHER
        : CancelReasonState.valueOf(reason.name());
  }

  private static OutcomeState outcome(Outcome outcome) {
    return OutcomeState.valueOf(outcome.name());
  }

  private static @Nullable String token(@Nullable UserToken token) {
    return token == null ? null : token.value();
  }

  private static @Nullable Instant maybe(@Nullable Instant instant) {
    return instant == null ? null : at(instant);
  }

  /** A time from outside may be out of the record's range; no request lives that long. */
  private static Instant at(Instant instant) {
    if (instant.isBefore(EARLIEST)) {
      return EARLIEST;
    }
    return instant.isAfter(LATEST) ? LATEST : instant;
  }
}
