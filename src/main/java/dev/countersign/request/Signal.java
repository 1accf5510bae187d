package dev.countersign.request;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to a request. */
public sealed interface Signal {

  /**
   * A command to create.
   *
   * @param replaces id of a request that must not be signable any more before this one is created
   * @param redriven sent again from the dead letters on purpose
   */
  record CreateReceived(Subject subject, Ask ask, @Nullable String replaces, boolean redriven)
      implements Signal {}

  /** What one request tells another. */
  sealed interface FromRequest extends Signal {}

  /**
   * Another request is to replace this one, {@code predecessor}, and waits until it can. May come
   * again and again.
   *
   * @param via which request has sent it here; if that is the heir, it gives way
   * @param question comes back with an answer that sends it on
   */
  record Replaced(
      String predecessor, String by, String application, @Nullable String via, int question)
      implements FromRequest {}

  /** What the request to replace has come to. */
  record PredecessorIs(String predecessor, Succession.Status status) implements FromRequest {
    /** Told by itself, this is news of a signature that came late, or of a hint at one. */
    boolean isSignedAfterAll() {
      return status == Succession.Status.SIGNED || status == Succession.Status.MAY_STILL_SIGN;
    }
  }

  /**
   * Another request is to be replaced.
   *
   * @param instead what this one waited for, or who replaces it
   * @param over this one can itself no longer be signed
   * @param question whose answer this is
   */
  record PredecessorWas(String predecessor, String instead, boolean over, int question)
      implements FromRequest {}

  /** A command to cancel. {@code application} null: whatever application the request has. */
  record CancelReceived(@Nullable String application, Instant commandAt) implements Signal {}

  /** A command that can be read but breaks a rule; {@code message} names the field and the rule. */
  record InvalidReceived(Subject subject, String message, boolean redriven) implements Signal {}

  /**
   * The budget allows to create now.
   *
   * @param remembered the user's token of this moment
   * @param ledgers by network, a ledger that is validated by now
   */
  record Permitted(@Nullable UserToken remembered, Map<String, Long> ledgers) implements Signal {
    public Permitted {
      ledgers = Map.copyOf(ledgers);
    }
  }

  /** It will wait for long; {@code eta}: until when, as far as can be told. */
  record Deferred(DeferralReason reason, @Nullable Instant eta) implements Signal {}

  /** The moment named by {@link Lifecycle#wakeAt} has come. */
  record TimerFired() implements Signal {}

  /** The state was restored by a worker that has no action of it under way. */
  record Resumed() implements Signal {}

  /** The platform created the payload. */
  record Created(String uuid, Links links, boolean pushed) implements Signal {}

  /** The platform refused to create, for good (codes of PROTOCOL §3.1). */
  record CreateRefused(@Nullable Integer code, @Nullable String reference, String message)
      implements Signal {}

  /** The create certainly did nothing and may be tried later: rate limit, credentials, not sent. */
  record CreateNotDone() implements Signal {}

  /** The platform does not accept the bearer that the create was sent with. */
  record CreateUnauthorized(@Nullable Integer code, String message) implements Signal {}

  /** No readable answer to the create: it may or may not have happened. */
  record CreateInDoubt(String reason) implements Signal {}

  /** The platform says that the identifier is taken (code 409). */
  record CreateConflicted() implements Signal {}

  /**
   * The payload that has our identifier. {@code sameContent}: it asks for what this request asks
   * for. {@code links} are made from its uuid, because a read does not return them.
   */
  record Found(PayloadView view, Links links, boolean sameContent) implements Signal {}

  /** No payload has our identifier. */
  record Absent() implements Signal {}

  /** The payload, read by uuid. */
  record PayloadRead(PayloadView view, Via via) implements Signal {}

  /** The platform does not know the uuid (it may lag behind its own create). */
  record PayloadMissing() implements Signal {}

  /** The platform's answer to a cancel; {@code reason} as it names it (PROTOCOL §6). */
  record CancelAnswered(boolean cancelled, CancelReason reason) implements Signal {
    /** A repeated cancel finds its own work done. */
    boolean isCancelled() {
      return cancelled || reason == CancelReason.ALREADY_CANCELLED;
    }

    /** Why it is cancelled, given why the cancel was started. */
    CancelReason reasonFor(CancelReason cause) {
      return cause == CancelReason.PUSH_REFUSED ? cause : reason;
    }
  }

  /**
   * The bearer is genuine and alive.
   *
   * @param bearer which one; an earlier one's verdict says nothing of a later one
   * @param userToken what it tells of how to push to the person
   */
  record BearerAccepted(
      Bearer bearer, String account, @Nullable UserToken userToken, Instant issuedAt)
      implements Signal {}

  /** The bearer is not acceptable; {@code message} begins with the reason. */
  record BearerRefused(Bearer bearer, boolean expired, String message) implements Signal {}

  /** Something came over the status socket: a hint, never a decision (CONTRACT §6.4). */
  record Hinted(Hint hint) implements Signal {}

  /**
   * A verified webhook: a payload with this request's id was signed or rejected. A hint too; of
   * what it says only the expiry of the user token is used (CONTRACT §8).
   */
  record WebhookReceived(String payloadUuid, boolean signed, @Nullable Instant tokenExpiresAt)
      implements Signal {

    /** Whether it is about a request in this state; as long as there is no payload, it may be. */
    public boolean concerns(RequestState state) {
      return switch (state) {
        case RequestState.Unknown _, RequestState.CancelAhead _ -> false;
        case RequestState.Replacing _ -> false;
        case RequestState.Queued _, RequestState.Creating _ -> true;
        case RequestState.WithPayload open -> payloadUuid.equals(open.payload().uuid());
        case RequestState.Settling settling -> payloadUuid.equals(settling.payloadUuid());
        case RequestState.Ended ended ->
            ended.looseEnd() != null || payloadUuid.equals(ended.payloadUuid());
      };
    }
  }

  /** What the ledger tells of the transaction {@code txid}. */
  record LedgerTold(String txid, LedgerNews news) implements Signal {}

  /** Whether the token that the platform ignored is still alive. */
  record TokenChecked(UserToken token, boolean active) implements Signal {}

  /** What a status socket can hint at (PROTOCOL §7.1). */
  enum Hint {
    /** The wallet fetched the payload. */
    OPENED,
    /** Signed or rejected; the readable state may lag behind. */
    RESOLVED,
    /** Expired, or resolved before we connected. */
    EXPIRED,
    /** The socket stands again, or has been down for long: a frame may have been missed. */
    GAP
  }
}
