package dev.countersign.wire;

import dev.countersign.internal.AskState;
import dev.countersign.internal.BearerState;
import dev.countersign.internal.CancelAheadState;
import dev.countersign.internal.CancelReasonState;
import dev.countersign.internal.ChaseState;
import dev.countersign.internal.CreatingState;
import dev.countersign.internal.DeferralReasonState;
import dev.countersign.internal.DoubtState;
import dev.countersign.internal.EndedState;
import dev.countersign.internal.FailureState;
import dev.countersign.internal.LingeringState;
import dev.countersign.internal.LooseEndState;
import dev.countersign.internal.OpenState;
import dev.countersign.internal.PayloadState;
import dev.countersign.internal.QueuedState;
import dev.countersign.internal.RequestStateRecord;
import dev.countersign.internal.SearchState;
import dev.countersign.internal.SignatureState;
import dev.countersign.internal.StateKind;
import dev.countersign.internal.SubjectState;
import dev.countersign.request.Ask;
import dev.countersign.request.Ask.Template;
import dev.countersign.request.Bearer;
import dev.countersign.request.CancelReason;
import dev.countersign.request.DeferralReason;
import dev.countersign.request.Event;
import dev.countersign.request.FailureCode;
import dev.countersign.request.Links;
import dev.countersign.request.Outcome;
import dev.countersign.request.Payload;
import dev.countersign.request.RequestState;
import dev.countersign.request.RequestState.Chase;
import dev.countersign.request.Subject;
import dev.countersign.request.Trace;
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
              looseEnd(ended.getLooseEnd()));
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
        subject.getAccount(),
        subject.getCommandAt());
  }

  private static Ask ask(AskState ask) {
    return new Ask(
        template(ask),
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

  private static Template template(AskState ask) {
    if (ask.getTxjson() != null) {
      return new Template.TxJson(ask.getTxjson());
    }
    if (ask.getTxblob() != null) {
      return new Template.TxBlob(ask.getTxblob());
    }
    throw new UnknownValueException("a template");
  }

  private static Payload payload(PayloadState payload) {
    return new Payload(
        payload.getUuid(),
        new Links(
            payload.getAlways(),
            payload.getNoPushMsgReceived(),
            payload.getQrPng(),
            payload.getQrMatrix(),
            payload.getQrUriQualityOpts(),
            payload.getWebsocketStatus()),
        payload.getExpiresAt());
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
