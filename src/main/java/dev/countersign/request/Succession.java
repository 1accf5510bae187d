package dev.countersign.request;

import dev.countersign.request.RequestState.CancelAhead;
import dev.countersign.request.RequestState.Chase;
import dev.countersign.request.RequestState.Ended;
import dev.countersign.request.RequestState.Known;
import dev.countersign.request.RequestState.Lingering;
import org.jspecify.annotations.Nullable;

/**
 * What a request tells the one that replaces it (CONTRACT §9). It has at most one such heir;
 * whoever comes later is sent on to replace that one, so that one after the other is cancelled and
 * no two are created. The heir is told for as long as the request is remembered: a signature may
 * come late.
 */
public final class Succession {

  /** What can be sure of a request. */
  public enum Status {
    /** It can no longer be signed. */
    FREE,
    /** A cancel is under way. */
    OPEN,
    /** It can still be signed, or its signature may still fail to settle. */
    MAY_STILL_SIGN,
    /** It is signed, and is not known to have failed to settle. */
    SIGNED,
    /** There is no such request of this application. */
    UNKNOWN
  }

  private Succession() {}

  static Status of(RequestState state) {
    return switch (state) {
      case RequestState.Unknown _ -> Status.UNKNOWN;
      case CancelAhead _ -> Status.FREE;
      case RequestState.Replacing _, RequestState.Queued _, RequestState.Creating _ -> Status.OPEN;
      case RequestState.Open open ->
          open.cancelling() == null ? Status.MAY_STILL_SIGN : Status.OPEN;
      case Lingering lingering ->
          isHintedAt(lingering.chase()) ? Status.MAY_STILL_SIGN : Status.FREE;
      case RequestState.Settling settling ->
          settling.unknownSince() == null ? Status.MAY_STILL_SIGN : Status.SIGNED;
      case Ended ended -> of(ended);
    };
  }

  private static Status of(Ended ended) {
    boolean searched = ended.looseEnd() != null && ended.looseEnd().search() != null;
    return switch (ended.outcome()) {
      case SIGNED, SETTLED, SETTLEMENT_UNKNOWN -> Status.SIGNED;
      case SETTLEMENT_FAILED, REJECTED, EXPIRED, CANCELLED, ABANDONED, FAILED ->
          searched ? Status.MAY_STILL_SIGN : Status.FREE;
    };
  }

  /** Something says that it was signed after all, or a read has shown it. */
  private static boolean isHintedAt(@Nullable Chase chase) {
    return chase != null && chase.goal() != Chase.Goal.EXISTENCE;
  }

  /** An answer that needs nothing to be remembered. */
  static Step answer(RequestState state, Signal.Replaced replaced, Status status) {
    return Step.silent(state)
        .telling(
            new Message(replaced.by(), new Signal.PredecessorIs(replaced.predecessor(), status)));
  }

  static boolean isForeign(Known state, Signal.Replaced replaced) {
    return !state.subject().application().equals(replaced.application());
  }

  /** Who replaces it already, unless that one gives way. */
  static @Nullable String otherHeir(Known state, Signal.Replaced replaced) {
    String heir = state.subject().heir();
    return heir == null || heir.equals(replaced.by()) || heir.equals(replaced.via()) ? null : heir;
  }

  /** Then it does not matter what has become of its heir; who asks waits, and asks again. */
  static boolean isSignedAfterAll(Known state) {
    Status status = of(state);
    boolean signed = status == Status.SIGNED || status == Status.MAY_STILL_SIGN;
    return signed && !(state instanceof RequestState.Open);
  }

  static Step sendOn(Known state, Signal.Replaced replaced, String heir) {
    Signal.FromRequest on =
        new Signal.PredecessorWas(
            state.subject().id(), heir, of(state) == Status.FREE, replaced.question());
    return Step.silent(state).telling(new Message(replaced.by(), on));
  }

  /** Adds to a step what the heir is to know. */
  static Step inform(RequestState before, Signal signal, Step step) {
    if (!(step.next() instanceof Known next)) {
      return step;
    }
    String heir = next.subject().heir();
    Status status = of(next);
    if (heir == null || status == Status.OPEN) {
      return step;
    }
    if (signal instanceof Signal.Replaced replaced && replaced.by().equals(heir)) {
      return step.telling(new Message(heir, reply(next, status, replaced)));
    }
    return status == of(before)
        ? step
        : step.telling(new Message(heir, new Signal.PredecessorIs(next.subject().id(), status)));
  }

  /** What ended while it waited itself leaves what it waited for; nobody has asked before. */
  private static Signal.FromRequest reply(Known state, Status status, Signal.Replaced replaced) {
    String id = state.subject().id();
    return state instanceof Ended ended && ended.waitedFor() != null
        ? new Signal.PredecessorWas(id, ended.waitedFor(), true, replaced.question())
        : new Signal.PredecessorIs(id, status);
  }
}
