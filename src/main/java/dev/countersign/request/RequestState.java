package dev.countersign.request;

import java.time.Instant;
import java.util.HashSet;
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
 * {@code sequence} is always the number of the next event.
 */
public sealed interface RequestState {

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

    public Queued {
      deferred = Set.copyOf(deferred);
    }

    Queued withDeferred(long sequence, DeferralReason reason) {
      Set<DeferralReason> reasons = new HashSet<>(deferred);
      reasons.add(reason);
      return new Queued(subject, sequence, ask, attempts, notBefore, reasons);
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
      boolean cancelRequested,
      @Nullable Doubt doubt,
      Set<DeferralReason> deferred)
      implements Known {

    public Creating {
      deferred = Set.copyOf(deferred);
    }

    Creating with(@Nullable Doubt doubt) {
      return new Creating(
          subject, sequence, ask, attempts, begunAt, token, cancelRequested, doubt, deferred);
    }

    Creating withCancelRequested() {
      return new Creating(subject, sequence, ask, attempts, begunAt, token, true, doubt, deferred);
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
      implements WithPayload {}

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
      implements WithPayload {}

  /**
   * Over, and remembered so that a repeated command is known as one.
   *
   * @param attempted whether a create was ever tried; a redrive is judged anew only if not
   * @param signature null unless it was signed
   * @param looseEnd null unless it may have a payload that is not known
   */
  record Ended(
      Subject subject,
      long sequence,
      @Nullable String payloadUuid,
      Outcome outcome,
      Instant endedAt,
      boolean attempted,
      @Nullable Signature signature,
      @Nullable LooseEnd looseEnd)
      implements Known {

    Ended withSequence(long sequence) {
      return new Ended(
          subject, sequence, payloadUuid, outcome, endedAt, attempted, signature, looseEnd);
    }

    Ended with(@Nullable LooseEnd looseEnd) {
      return new Ended(
          subject, sequence, payloadUuid, outcome, endedAt, attempted, signature, looseEnd);
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
