package dev.countersign.wire;

import dev.countersign.internal.AskState;
import dev.countersign.internal.BearerState;
import dev.countersign.internal.CancelAheadState;
import dev.countersign.internal.CancelReasonState;
import dev.countersign.internal.ChaseState;
import dev.countersign.internal.CreatingState;
import dev.countersign.internal.DeferralReasonState;
import dev.countersign.internal.DeliveryState;
import dev.countersign.internal.DoubtState;
import dev.countersign.internal.EndedState;
import dev.countersign.internal.FailureState;
import dev.countersign.internal.HandoverState;
import dev.countersign.internal.LingeringState;
import dev.countersign.internal.LooseEndState;
import dev.countersign.internal.OpenState;
import dev.countersign.internal.PayloadState;
import dev.countersign.internal.QueuedState;
import dev.countersign.internal.ReplacingState;
import dev.countersign.internal.RequestStateRecord;
import dev.countersign.internal.SearchState;
import dev.countersign.internal.SettlingState;
import dev.countersign.internal.SignatureState;
import dev.countersign.internal.StateKind;
import dev.countersign.internal.SubjectState;
import dev.countersign.internal.TransactionState;
import dev.countersign.request.Amount;
import dev.countersign.request.Ask;
import dev.countersign.request.Ask.Template;
import dev.countersign.request.Asked;
import dev.countersign.request.Bearer;
import dev.countersign.request.CancelReason;
import dev.countersign.request.DeferralReason;
import dev.countersign.request.Event;
import dev.countersign.request.Expectation;
import dev.countersign.request.FailureCode;
import dev.countersign.request.Handover;
import dev.countersign.request.Links;
import dev.countersign.request.Outcome;
import dev.countersign.request.Payload;
import dev.countersign.request.RequestState;
import dev.countersign.request.RequestState.Chase;
import dev.countersign.request.Subject;
import dev.countersign.request.Trace;
import dev.countersign.request.Trail;
import dev.countersign.request.Transaction;
import dev.countersign.request.UserToken;
import dev.countersign.request.Via;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@link RequestState} from its record; what only a newer release knows is an exception. */
final class StateReader {
  private StateReader() {}

  static RequestState toState(RequestStateRecord record) {
    if (record.getKind() == StateKind.UNKNOWN) {
      throw new UnknownValueException("a kind of state");
    }
    return switch (record.getState()) {
      case CancelAheadState ahead ->
          new RequestState.CancelAhead(ahead.getApplication(), ahead.getAt());
      case ReplacingState replacing ->
          new RequestState.Replacing(
              subject(replacing.getSubject()),
              replacing.getSequence(),
              ask(replacing.getAsk()),
              new Trail(
                  replacing.getPredecessor(),
                  replacing.getVia(),
                  replacing.getQuestion(),
                  Set.copyOf(replacing.getPassed())),
              replacing.getSince(),
              replacing.getAskAt(),
              replacing.getUnknownSince(),
              deferred(replacing.getDeferred()));
      case SettlingState settling ->
          new RequestState.Settling(
              subject(settling.getSubject()),
              settling.getSequence(),
              settling.getPayloadUuid(),
              signature(settling.getSignature()),
              transaction(settling.getTransaction()),
              settling.getSignedAt(),
              settling.getAskAt(),
              settling.getAsks(),
              settling.getUnknownSince(),
              handover(settling.getHandover()));
      case QueuedState queued ->
          new RequestState.Queued(
              subject(queued.getSubject()),
              queued.getSequence(),
              ask(queued.getAsk()),
              queued.getAttempts(),
              queued.getNotBefore(),
              deferred(queued.getDeferred()));
      case CreatingState creating ->
          new RequestState.Creating(
              subject(creating.getSubject()),
              creating.getSequence(),
              ask(creating.getAsk()),
              creating.getAttempts(),
              creating.getBegunAt(),
              token(creating.getToken()),
              creating.getLedgers(),
              creating.getCancelRequested(),
              doubt(creating.getDoubt()),
              deferred(creating.getDeferred()));
      case OpenState open ->
          new RequestState.Open(
              subject(open.getSubject()),
              open.getSequence(),
              payload(open.getPayload()),
              open.getOpenedAt(),
              open.getExpired(),
              reason(open.getCancelling()),
              token(open.getSuspect()),
              chase(open.getChase()),
              open.getReadAt(),
              open.getReconciledAt(),
              open.getTokenExpiresAt());
      case LingeringState lingering ->
          new RequestState.Lingering(
              subject(lingering.getSubject()),
              lingering.getSequence(),
              payload(lingering.getPayload()),
              constant(Outcome.class, lingering.getOutcome()),
              lingering.getEndedAt(),
              reason(lingering.getCancelling()),
              token(lingering.getSuspect()),
              chase(lingering.getChase()),
              lingering.getReadAt(),
              lingering.getReconciledAt(),
              lingering.getTokenExpiresAt());
      case EndedState ended ->
          new RequestState.Ended(
              subject(ended.getSubject()),
              ended.getSequence(),
              ended.getPayloadUuid(),
              constant(Outcome.class, ended.getOutcome()),
              ended.getEndedAt(),
              ended.getAttempted(),
              signature(ended.getSignature()),
              looseEnd(ended.getLooseEnd()),
              ended.getWaitedFor());
      default -> throw new UnknownValueException("a kind of state");
    };
  }

  private static Subject subject(SubjectState subject) {
    return new Subject(
        subject.getId(),
        subject.getApplication(),
        subject.getUser(),
        subject.getTxType(),
        subject.getContext(),
        new Trace(subject.getTraceparent(), subject.getTracestate()),
        subject.getFingerprint(),
        new Expectation(
            subject.getAccount(),
            subject.getNetwork(),
            subject.getDestination(),
            subject.getDestinationTag(),
            amount(subject.getAmount())),
        subject.getCommandAt(),
        subject.getHeir());
  }

  private static Ask ask(AskState ask) {
    return new Ask(
        template(ask.getTxjson(), ask.getTxblob()),
        new Ask.Options(
            ask.getSubmit(),
            ask.getMultisign(),
            ask.getExpireMinutes(),
            ask.getReturnUrlApp(),
            ask.getReturnUrlWeb(),
            ask.getForceNetwork(),
            ask.getSigners(),
            ask.getPathfinding(),
            ask.getPathfindingFallback()),
        ask.getBlob(),
        ask.getInstruction(),
        token(ask.getUserToken()),
        bearer(ask.getBearer()),
        constant(Ask.Delivery.class, ask.getDelivery()),
        constant(Ask.Priority.class, ask.getPriority()),
        ask.getNotAfter());
  }

  private static @Nullable Bearer bearer(@Nullable BearerState bearer) {
    return bearer == null
        ? null
        : new Bearer(
            bearer.getToken(), bearer.getClient(), bearer.getExpiresAt(), bearer.getVerified());
  }

  private static RequestState.@Nullable Signature signature(@Nullable SignatureState signature) {
    return signature == null
        ? null
        : new RequestState.Signature(
            signature.getAccount(), digest(signature), signature.getSignedAt());
  }

  private static @Nullable String digest(SignatureState signature) {
    UserToken kept = token(signature.getToken());
    return kept == null ? signature.getTokenDigest() : kept.digest();
  }

  private static Template template(@Nullable String txjson, @Nullable String txblob) {
    Template template = maybe(txjson, txblob);
    if (template == null) {
      throw new UnknownValueException("a template");
    }
    return template;
  }

  private static @Nullable Template maybe(@Nullable String txjson, @Nullable String txblob) {
    if (txjson != null) {
      return new Template.TxJson(txjson);
    }
    return txblob == null ? null : new Template.TxBlob(txblob);
  }

  private static Transaction transaction(TransactionState transaction) {
    return new Transaction(
        transaction.getNetwork(),
        transaction.getTxid(),
        transaction.getLastLedgerSequence(),
        transaction.getSince(),
        transaction.getMadeAt(),
        transaction.getAccount(),
        transaction.getSequence(),
        maybe(transaction.getAskedTxjson(), transaction.getAskedTxblob()),
        transaction.getElsewhere());
  }

  private static @Nullable Amount amount(@Nullable String text) {
    Amount amount = text == null ? null : AmountText.parse(text);
    if (text != null && amount == null) {
      throw new UnknownValueException("an amount");
    }
    return amount;
  }

  private static Payload payload(PayloadState payload) {
    Template asked = maybe(payload.getAskedTxjson(), payload.getAskedTxblob());
    return new Payload(
        payload.getUuid(),
        new Links(
            payload.getAlways(),
            payload.getNoPushMsgReceived(),
            payload.getQrPng(),
            payload.getQrMatrix(),
            payload.getQrUriQualityOpts(),
            payload.getWebsocketStatus()),
        payload.getExpiresAt(),
        asked == null ? null : new Asked(asked, payload.getLedgers()),
        handover(payload.getHandover()));
  }

  private static @Nullable Handover handover(@Nullable HandoverState handover) {
    return handover == null || handover.getDelivery() == DeliveryState.UNKNOWN
        ? null
        : new Handover(
            constant(Ask.Delivery.class, handover.getDelivery()),
            handover.getPushed(),
            handover.getCreatedAt());
  }

  private static RequestState.@Nullable Doubt doubt(@Nullable DoubtState doubt) {
    return doubt == null
        ? null
        : new RequestState.Doubt(
            doubt.getSince(),
            doubt.getConflict(),
            doubt.getOurs(),
            doubt.getReads(),
            doubt.getReadAt(),
            failure(doubt.getRefusal()));
  }

  private static Event.Detail.@Nullable Failure failure(@Nullable FailureState failure) {
    return failure == null
        ? null
        : new Event.Detail.Failure(
            constant(FailureCode.class, failure.getCode()),
            failure.getMessage(),
            failure.getPlatformCode(),
            failure.getPlatformReference());
  }

  private static RequestState.@Nullable LooseEnd looseEnd(@Nullable LooseEndState end) {
    return end == null
        ? null
        : new RequestState.LooseEnd(ask(end.getAsk()), end.getBegunAt(), search(end.getSearch()));
  }

  private static RequestState.@Nullable Search search(@Nullable SearchState search) {
    return search == null
        ? null
        : new RequestState.Search(
            search.getReads(), search.getReadAt(), search.getTokenExpiresAt());
  }

  private static Set<DeferralReason> deferred(List<DeferralReasonState> reasons) {
    return reasons.stream()
        .map(reason -> constant(DeferralReason.class, reason))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static @Nullable Chase chase(@Nullable ChaseState chase) {
    return chase == null
        ? null
        : new Chase(
            constant(Chase.Goal.class, chase.getGoal()),
            constant(Via.class, chase.getVia()),
            chase.getSince(),
            chase.getReads());
  }

  private static @Nullable CancelReason reason(@Nullable CancelReasonState reason) {
    return switch (reason) {
      case null -> null;
      case OTHER -> CancelReason.UNKNOWN;
      case UNKNOWN -> throw new UnknownValueException("a cancel reason");
      default -> constant(CancelReason.class, reason);
    };
  }

  private static @Nullable UserToken token(@Nullable String token) {
    return token == null ? null : new UserToken(token);
  }

  private static <E extends Enum<E>> E constant(Class<E> type, Enum<?> stored) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(stored.name())) {
        return constant;
      }
    }
    throw new UnknownValueException("a value of " + type.getSimpleName());
  }
}
