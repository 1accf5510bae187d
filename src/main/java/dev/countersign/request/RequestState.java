package dev.countersign.request;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a request is in its life.
 *
 * <pre>
 *                 ┌────────────── certainly not created ─────────────┐
 *                 ▼                                                  │
 * Unknown ──▶ Queued ──permit──▶ Creating ──created / found──▶ Open ─┼─▶ Lingering ──▶ Ended ──▶ Unknown
 *    │            │                  │                          │    │   (expired, cancelled,
 *    ▼            │                  │                          │    │    abandoned: a signature
 * CancelAhead     └───────┬──────────┘                          │    │    may still come)
 *    │                    ▼                                     ▼    │
 *    └──────────────▶ Ended (failed, cancelled)          Ended (signed, rejected)
 * </pre>
 *
 * Before it is Queued, a request that replaces another one is {@code Replacing}; between a
 * signature that the ledger is asked about and its end it is {@code Settling}.
 *
 * <p>{@code sequence} is always the number of the next event.
 */
public sealed interface RequestState {

  private static Set<DeferralReason> plus(Set<DeferralReason> told, DeferralReason reason) {
    Set<DeferralReason> reasons = new HashSet<>(told);
    reasons.add(reason);
    return reasons;
  }

  /** Nothing is remembered under this id. */
  record Unknown() implements RequestState {
    static final Unknown INSTANCE = new Unknown();
  }

  /** A cancel came before its create; the create will be cancelled at once. */
  record CancelAhead(@Nullable String application, Instant at) implements RequestState {}

  /** A state whose command is known. */
  sealed interface Known extends RequestState {
    Subject subject();

    long sequence();

    /** The same, about a subject with another heir. */
    Known with(Subject subject);
  }

  /** A state whose payload is watched, for a signature may come. */
  sealed interface WithPayload extends Known {
    Payload payload();

    /** The reason that a cancel under way will have when it works. */
    @Nullable CancelReason cancelling();

    /** A token that the platform ignored, to be checked once. */
    @Nullable UserToken suspect();

    /** Reads that follow a hint until the platform's readable state has caught up. */
    @Nullable Chase chase();

    /** When to read for lack of news, or the next read of a chase. */
    Instant readAt();

    /** When a read was last started because a frame may have been missed. */
    @Nullable Instant reconciledAt();

    /** When the token that a signature brings expires, as far as the platform has told. */
    @Nullable Instant tokenExpiresAt();
  }

  /**
   * Waits until the request that it replaces can no longer be signed.
   *
   * @param trail whom it asks
   * @param askAt when to ask again
   * @param unknownSince when it was first said that there is no such request; it may be on its way
   */
  record Replacing(
      Subject subject,
      long sequence,
      Ask ask,
      Trail trail,
      Instant since,
      Instant askAt,
      @Nullable Instant unknownSince,
      Set<DeferralReason> deferred)
      implements Known {

    public Replacing {
      deferred = Set.copyOf(deferred);
    }

    String predecessor() {
      return trail.predecessor();
    }

    /** Whether it must be known first that its bearer is acceptable. */
    boolean awaitsVerification() {
      return Bearer.isAwaited(ask.bearer());
    }

    @Override
    public Replacing with(Subject other) {
      return new Replacing(other, sequence, ask, trail, since, askAt, unknownSince, deferred);
    }

    Replacing with(Trail other) {
      return new Replacing(subject, sequence, ask, other, since, askAt, null, deferred);
    }

    Replacing with(Ask other) {
      return new Replacing(subject, sequence, other, trail, since, askAt, unknownSince, deferred);
    }

    Replacing askingAt(Instant at, @Nullable Instant unknownSince) {
      return new Replacing(subject, sequence, ask, trail, since, at, unknownSince, deferred);
    }

    Replacing withDeferred(long sequence, DeferralReason reason) {
      return new Replacing(
          subject, sequence, ask, trail, since, askAt, unknownSince, plus(deferred, reason));
    }
  }

  /**
   * Waits for the budget; certainly no payload exists.
   *
   * @param attempts creates sent so far; that each did nothing is known from reads
   * @param notBefore back-off after the last attempt
   * @param deferred the reasons to wait for long that were told
   */
  record Queued(
      Subject subject,
      long sequence,
      Ask ask,
      int attempts,
      @Nullable Instant notBefore,
      Set<DeferralReason> deferred)
      implements Known {
    @Override
    public Queued with(Subject other) {
      return new Queued(other, sequence, ask, attempts, notBefore, deferred);
    }

    public Queued {
      deferred = Set.copyOf(deferred);
    }

    Queued withDeferred(long sequence, DeferralReason reason) {
      return new Queued(subject, sequence, ask, attempts, notBefore, plus(deferred, reason));
    }

    /** Whether it must be known first that its bearer is acceptable. */
    public boolean awaitsVerification() {
      return Bearer.isAwaited(ask.bearer());
    }
  }

  /**
   * A create is under way or in doubt: neither failed nor cancelled before a read has settled it.
   *
   * @param begunAt start of this attempt
   * @param token the one that this attempt names; kept for the check that follows if the platform
   *     ignores it
   * @param ledgers by network, one that was validated before any attempt; empty if none is known
   * @param doubt null while the answer is awaited
   * @param deferred as while it is {@link Queued}, should it be that again
   */
  record Creating(
      Subject subject,
      long sequence,
      Ask ask,
      int attempts,
      Instant begunAt,
      @Nullable UserToken token,
      Map<String, Long> ledgers,
      boolean cancelRequested,
      @Nullable Doubt doubt,
      Set<DeferralReason> deferred)
      implements Known {
    @Override
    public Creating with(Subject other) {
      return new Creating(
          other,
          sequence,
          ask,
          attempts,
          begunAt,
          token,
          ledgers,
          cancelRequested,
          doubt,
          deferred);
    }

    public Creating {
      ledgers = Map.copyOf(ledgers);
      deferred = Set.copyOf(deferred);
    }

    Creating with(@Nullable Doubt doubt) {
      return new Creating(
          subject,
          sequence,
          ask,
          attempts,
          begunAt,
          token,
          ledgers,
          cancelRequested,
          doubt,
          deferred);
    }

    Creating withCancelRequested() {
      return new Creating(
          subject, sequence, ask, attempts, begunAt, token, ledgers, true, doubt, deferred);
    }
  }

  /**
   * Whether our identifier exists is being read.
   *
   * @param since when the doubt arose
   * @param conflict the platform said that the identifier is taken, so it must be readable in time
   * @param ours an attempt of ours may have made it
   * @param reads those that showed nothing
   * @param readAt when to read again; null while a read is under way
   * @param refusal how it fails if there is none; null: it is tried again, if it may be
   */
  record Doubt(
      Instant since,
      boolean conflict,
      boolean ours,
      int reads,
      @Nullable Instant readAt,
      Event.Detail.@Nullable Failure refusal) {

    /** Of what the answer to a create leaves open. */
    static Doubt since(Instant now) {
      return new Doubt(now, false, true, 0, null, null);
    }

    Doubt reading() {
      return new Doubt(since, conflict, ours, reads, null, refusal);
    }

    Doubt absent(Instant readAgainAt) {
      return new Doubt(since, conflict, ours, reads + 1, readAgainAt, refusal);
    }
  }

  /**
   * The payload exists and waits for the person.
   *
   * @param openedAt null until the person had it on screen
   * @param expired EXPIRED was published although it can still be signed
   */
  record Open(
      Subject subject,
      long sequence,
      Payload payload,
      @Nullable Instant openedAt,
      boolean expired,
      @Nullable CancelReason cancelling,
      @Nullable UserToken suspect,
      @Nullable Chase chase,
      Instant readAt,
      @Nullable Instant reconciledAt,
      @Nullable Instant tokenExpiresAt)
      implements WithPayload {
    @Override
    public Open with(Subject other) {
      return new Open(
          other,
          sequence,
          payload,
          openedAt,
          expired,
          cancelling,
          suspect,
          chase,
          readAt,
          reconciledAt,
          tokenExpiresAt);
    }
  }

  /**
   * A bounded run of reads.
   *
   * @param reads done so far
   */
  record Chase(Goal goal, Via via, Instant since, int reads) {
    Chase afterRead() {
      return new Chase(goal, via, since, reads + 1);
    }

    /** What a chase waits to see. */
    public enum Goal {
      /** A frame said resolved, and the frame precedes the readable state (PROTOCOL §7.2). */
      RESOLUTION,
      /** Signed; the engine result comes seconds later or never (PROTOCOL §12). */
      DISPATCH,
      /** The uuid is not readable (yet). */
      EXISTENCE
    }
  }

  /**
   * Ended without a signature, but one may still come: the socket stays for a while and one last
   * read follows.
   */
  record Lingering(
      Subject subject,
      long sequence,
      Payload payload,
      Outcome outcome,
      Instant endedAt,
      @Nullable CancelReason cancelling,
      @Nullable UserToken suspect,
      @Nullable Chase chase,
      Instant readAt,
      @Nullable Instant reconciledAt,
      @Nullable Instant tokenExpiresAt)
      implements WithPayload {
    @Override
    public Lingering with(Subject other) {
      return new Lingering(
          other,
          sequence,
          payload,
          outcome,
          endedAt,
          cancelling,
          suspect,
          chase,
          readAt,
          reconciledAt,
          tokenExpiresAt);
    }
  }

  /**
   * Signed, and followed on the ledger.
   *
   * @param signature null if the platform did not say who signed
   * @param signedAt when the signature was told
   * @param askAt when to ask the ledger again
   * @param asks those that taught nothing final
   * @param unknownSince when SETTLEMENT_UNKNOWN was told; a later fact supersedes it
   * @param handover null where that is not known
   */
  record Settling(
      Subject subject,
      long sequence,
      String payloadUuid,
      @Nullable Signature signature,
      Transaction transaction,
      Instant signedAt,
      Instant askAt,
      int asks,
      @Nullable Instant unknownSince,
      @Nullable Handover handover)
      implements Known {

    @Override
    public Settling with(Subject other) {
      return new Settling(
          other,
          sequence,
          payloadUuid,
          signature,
          transaction,
          signedAt,
          askAt,
          asks,
          unknownSince,
          handover);
    }

    Settling withSequence(long sequence) {
      return new Settling(
          subject,
          sequence,
          payloadUuid,
          signature,
          transaction,
          signedAt,
          askAt,
          asks,
          unknownSince,
          handover);
    }

    Settling askingAt(Instant next, int asks) {
      return new Settling(
          subject,
          sequence,
          payloadUuid,
          signature,
          transaction,
          signedAt,
          next,
          asks,
          unknownSince,
          handover);
    }

    Settling unknown(long sequence, Instant now) {
      return new Settling(
          subject,
          sequence,
          payloadUuid,
          signature,
          transaction,
          signedAt,
          askAt,
          asks,
          now,
          handover);
    }
  }

  /**
   * Over, and remembered so that a repeated command is known as one.
   *
   * @param attempted whether a create was ever tried; a redrive is judged anew only if not
   * @param signature null unless it was signed
   * @param looseEnd null unless it may have a payload that is not known
   * @param waitedFor the request that it was to replace, if it ended before that one was free
   */
  record Ended(
      Subject subject,
      long sequence,
      @Nullable String payloadUuid,
      Outcome outcome,
      Instant endedAt,
      boolean attempted,
      @Nullable Signature signature,
      @Nullable LooseEnd looseEnd,
      @Nullable String waitedFor)
      implements Known {
    @Override
    public Ended with(Subject other) {
      return new Ended(
          other,
          sequence,
          payloadUuid,
          outcome,
          endedAt,
          attempted,
          signature,
          looseEnd,
          waitedFor);
    }

    Ended withSequence(long sequence) {
      return new Ended(
          subject,
          sequence,
          payloadUuid,
          outcome,
          endedAt,
          attempted,
          signature,
          looseEnd,
          waitedFor);
    }

    Ended waitedFor(String predecessor) {
      return new Ended(
          subject,
          sequence,
          payloadUuid,
          outcome,
          endedAt,
          attempted,
          signature,
          looseEnd,
          predecessor);
    }

    Ended with(@Nullable LooseEnd looseEnd) {
      return new Ended(
          subject,
          sequence,
          payloadUuid,
          outcome,
          endedAt,
          attempted,
          signature,
          looseEnd,
          waitedFor);
    }
  }

  /**
   * A create that was sent, of which reads have shown nothing, may have done something after all; a
   * webhook would tell of it. Rare, so that what it asked for can be kept.
   *
   * @param ask what the payload is recognised by
   * @param begunAt when the last attempt began
   * @param search null while nothing tells of a payload
   */
  record LooseEnd(Ask ask, Instant begunAt, @Nullable Search search) {
    LooseEnd with(@Nullable Search search) {
      return new LooseEnd(ask, begunAt, search);
    }
  }

  /**
   * A bounded run of reads by identifier.
   *
   * @param reads those that showed nothing
   * @param readAt the next one, also if the last one is never answered
   * @param tokenExpiresAt what the webhook has told of the token's expiry
   */
  record Search(int reads, Instant readAt, @Nullable Instant tokenExpiresAt) {}

  /**
   * Who signed.
   *
   * @param tokenDigest of the user token that it brought; the token is remembered elsewhere
   */
  record Signature(String account, @Nullable String tokenDigest, Instant signedAt) {}
}
