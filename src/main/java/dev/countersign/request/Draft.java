package dev.countersign.request;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what follows from one signal and counts the sequence. */
final class Draft {
  final Subject subject;
  final Instant now;
  private final List<Event> events = new ArrayList<>();
  private final List<TokenNews> tokens = new ArrayList<>();
  private final List<Action> actions = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();
  private RequestState.@Nullable LooseEnd looseEnd;
  private long sequence;

  Draft(Subject subject, long sequence, Instant now) {
    this.subject = subject;
    this.sequence = sequence;
    this.now = now;
  }

  Draft(RequestState.Known state, Instant now) {
    this(state.subject(), state.sequence(), now);
  }

  long sequence() {
    return sequence;
  }

  Draft publish(
      Event.Type type,
      boolean terminal,
      Instant occurredAt,
      Via via,
      @Nullable String payloadUuid,
      Event.@Nullable Detail detail) {
    events.add(
        new Event(
            EventId.of(subject, sequence, type),
            subject,
            type,
            terminal,
            sequence,
            occurredAt,
            now,
            via,
            payloadUuid,
            detail));
    sequence++;
    return this;
  }

  Draft learn(TokenNews news) {
    tokens.add(news);
    return this;
  }

  Draft tell(String requestId, Signal.FromRequest signal) {
    messages.add(new Message(requestId, signal));
    return this;
  }

  Draft start(Action action) {
    actions.add(action);
    return this;
  }

  /** If it ends now without a payload, that is not certain. */
  Draft leaving(RequestState.LooseEnd mayBe) {
    looseEnd = mayBe;
    return this;
  }

  Step to(RequestState next) {
    return step(next, null);
  }

  Step rejecting(RequestState next, Rejection.Code code, String message) {
    return step(next, new Rejection(code, message));
  }

  private Step step(RequestState next, @Nullable Rejection rejection) {
    return new Step(
        next,
        List.copyOf(events),
        List.copyOf(tokens),
        List.copyOf(actions),
        List.copyOf(messages),
        rejection);
  }

  /** FAILED before or without a payload. */
  Step fail(Via via, FailureCode code, String message, boolean attempted) {
    return fail(via, new Event.Detail.Failure(code, message, null, null), null, attempted);
  }

  Step fail(
      Via via, Event.Detail.Failure failure, @Nullable String payloadUuid, boolean attempted) {
    publish(Event.Type.FAILED, true, now, via, payloadUuid, failure);
    return to(ended(Outcome.FAILED, payloadUuid, attempted));
  }

  /** CANCELLED without a payload. */
  Step cancelBeforeCreation(boolean attempted) {
    publish(
        Event.Type.CANCELLED,
        true,
        now,
        Via.COMMAND,
        null,
        new Event.Detail.Cancellation(CancelReason.BEFORE_CREATION));
    return to(ended(Outcome.CANCELLED, null, attempted));
  }

  RequestState.Ended ended(Outcome outcome, @Nullable String payloadUuid, boolean attempted) {
    return ended(outcome, payloadUuid, attempted, null);
  }

  RequestState.Ended ended(
      Outcome outcome,
      @Nullable String payloadUuid,
      boolean attempted,
      RequestState.@Nullable Signature signature) {
    return new RequestState.Ended(
        subject, sequence, payloadUuid, outcome, now, attempted, signature, looseEnd, null);
  }

  /** The answer to a cancel when nothing is left to cancel. */
  Draft answerCancel(Outcome outcome, Via via, @Nullable String payloadUuid) {
    CancelReason reason =
        switch (outcome) {
          case CANCELLED -> CancelReason.ALREADY_CANCELLED;
          case EXPIRED, ABANDONED -> CancelReason.ALREADY_EXPIRED;
          case SIGNED, SETTLED, SETTLEMENT_FAILED, SETTLEMENT_UNKNOWN, REJECTED, FAILED ->
              CancelReason.ALREADY_RESOLVED;
        };
    boolean cancelled = outcome == Outcome.CANCELLED;
    return publish(
        cancelled ? Event.Type.CANCELLED : Event.Type.CANCEL_REFUSED,
        cancelled,
        now,
        via,
        payloadUuid,
        new Event.Detail.Cancellation(reason));
  }
}
