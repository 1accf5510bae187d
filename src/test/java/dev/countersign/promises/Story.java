package dev.countersign.promises;

import dev.countersign.SignRequestCancelledReason;
import dev.countersign.SignRequestDeferredReason;
import dev.countersign.SignRequestEvent;
import dev.countersign.SignRequestEventType;
import dev.countersign.SignRequestFailureCode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One life of a request as it is told: what may follow what (CONTRACT §4), and that it ends. While
 * it waits, each reason for a long wait is told at most once.
 *
 * <pre>
 * waiting ─▶ created ─▶ over (expired, cancelled, abandoned, failed) ─▶ signed late
 *    │          └─────▶ over (signed, rejected)
 *    │                  signed, and followed ─▶ over (settled or not) or unknown ─▶ over
 *    ├─▶ over (failed, cancelled; its create in doubt) ─▶ signed late
 *    └─▶ over (failed, cancelled) ─ redriven, if no create was tried ─▶ waiting
 * </pre>
 */
final class Story {
  /** No create was tried when these were told, or it may not have been. */
  private static final Set<SignRequestFailureCode> BEFORE_ANY_CREATE =
      EnumSet.of(
          SignRequestFailureCode.INVALID_COMMAND,
          SignRequestFailureCode.COMMAND_TOO_OLD,
          SignRequestFailureCode.DEADLINE_PASSED,
          SignRequestFailureCode.NO_PUSH_TARGET,
          SignRequestFailureCode.CREDENTIAL_EXPIRED,
          SignRequestFailureCode.CREDENTIAL_INVALID,
          SignRequestFailureCode.PREDECESSOR_SIGNED,
          SignRequestFailureCode.PREDECESSOR_UNKNOWN);

  /** No create was tried when these were told. */
  private static final Set<SignRequestFailureCode> WITHOUT_A_CREATE =
      EnumSet.of(
          SignRequestFailureCode.INVALID_COMMAND,
          SignRequestFailureCode.COMMAND_TOO_OLD,
          SignRequestFailureCode.PREDECESSOR_SIGNED,
          SignRequestFailureCode.PREDECESSOR_UNKNOWN);

  private static final Set<SignRequestCancelledReason> OF_A_PAYLOAD =
      EnumSet.of(
          SignRequestCancelledReason.OK,
          SignRequestCancelledReason.PUSH_REFUSED,
          SignRequestCancelledReason.ALREADY_CANCELLED);

  private final String id;
  private final List<SignRequestEvent> told;
  private final List<Broken> broken;
  private final Set<SignRequestDeferredReason> deferrals =
      EnumSet.noneOf(SignRequestDeferredReason.class);
  private int redrives;

  private boolean created;
  private boolean opened;
  private boolean expired;
  private boolean failureDue;
  private boolean free;
  private boolean doubtful;
  private @Nullable SignRequestEventType end;
  private Settlement settlement = Settlement.NONE;

  private enum Settlement {
    NONE,
    AWAITED,
    UNKNOWN,
    TOLD
  }

  /**
   * Of one life.
   *
   * @param redrives how often its command was sent again on purpose
   */
  Story(String id, List<SignRequestEvent> told, int redrives, List<Broken> broken) {
    this.id = id;
    this.told = told;
    this.redrives = redrives;
    this.broken = broken;
  }

  void check() {
    for (int i = 0; i < told.size(); i++) {
      if (told.get(i).getSequence() != i) {
        broken(
            Rule.NO_GAP,
            "sequence " + told.get(i).getSequence() + " where " + i + " is due in " + types());
      }
    }
    for (int i = 0; i < told.size(); i++) {
      if (!follows(told.get(i))) {
        broken(
            Rule.STORY,
            told.get(i).getType() + " may not follow " + Promises.types(told.subList(0, i)));
        return;
      }
    }
    if (end == null || settlement == Settlement.AWAITED) {
      broken(Rule.END, "no terminal event in " + types());
    }
  }

  /** Whether it may come now; then it has come. */
  private boolean follows(SignRequestEvent event) {
    boolean failureWasDue = failureDue;
    failureDue = false;
    if (failureWasDue && event.getType() != SignRequestEventType.FAILED) {
      return false;
    }
    return switch (event.getType()) {
      case DEFERRED -> !event.getTerminal() && (isWaiting() || begins()) && defer(event);
      case CREATED -> !event.getTerminal() && (isWaiting() || begins()) && create();
      case OPENED -> !event.getTerminal() && isOpen() && !opened && !expired && open();
      case EXPIRED -> event.getTerminal() == !opened && isOpen() && !expired && expire(event);
      case ABANDONED -> isOpen() && expired && end(event);
      case REJECTED -> isOpen() && end(event);
      case SIGNED -> isLateIfItIs(event) && (isOpen() || isOpenToSignature()) && sign(event);
      case CANCELLED -> mayBeCancelled(event) && end(event);
      case CANCEL_REFUSED -> !event.getTerminal() && mayBeRefused(event);
      case FAILED -> mayFail(event) && end(event);
      case SETTLED -> isSettlement(event) && !hasReason(event) && settle();
      case SETTLEMENT_FAILED -> isSettlement(event) && hasReason(event) && settle();
      case SETTLEMENT_UNKNOWN -> isSettlement(event) && hasReason(event) && leaveOpen();
      case UNKNOWN -> false;
    };
  }

  private boolean isWaiting() {
    return !created && end == null;
  }

  private boolean isOpen() {
    return created && end == null;
  }

  /** A redriven command is judged anew only after FAILED, before any create (CONTRACT §3). */
  private boolean begins() {
    if (!free || redrives == 0) {
      return false;
    }
    redrives--;
    free = false;
    end = null;
    doubtful = false;
    deferrals.clear();
    return true;
  }

  /** Once per reason, and about no payload: there is none. */
  private boolean defer(SignRequestEvent event) {
    var deferral = event.getDeferred();
    return deferral != null
        && event.getPayloadUuid() == null
        && deferrals.add(deferral.getReason());
  }

  private boolean create() {
    created = true;
    return true;
  }

  private boolean open() {
    opened = true;
    return true;
  }

  private boolean expire(SignRequestEvent event) {
    expired = true;
    return !event.getTerminal() || end(event);
  }

  private boolean end(SignRequestEvent event) {
    end = event.getType();
    return event.getTerminal();
  }

  /** Signed is not paid: one that is followed has not ended. */
  private boolean sign(SignRequestEvent event) {
    settlement = event.getTerminal() ? Settlement.NONE : Settlement.AWAITED;
    end = SignRequestEventType.SIGNED;
    return true;
  }

  /** Once, or once more if it was not known. */
  private boolean settle() {
    boolean follows = settlement == Settlement.AWAITED || settlement == Settlement.UNKNOWN;
    settlement = Settlement.TOLD;
    return follows;
  }

  /** What nobody could tell in time may be learned later. */
  private boolean leaveOpen() {
    boolean follows = settlement == Settlement.AWAITED;
    settlement = Settlement.UNKNOWN;
    return follows;
  }

  private static boolean isSettlement(SignRequestEvent event) {
    return event.getTerminal() && event.getSettlement() != null;
  }

  private static boolean hasReason(SignRequestEvent event) {
    return event.getSettlement().getReason() != null;
  }

  private boolean isLateIfItIs(SignRequestEvent event) {
    var resolution = event.getResolution();
    return resolution != null && resolution.getLate() == (expired || end != null);
  }

  /** A device that holds the payload is stopped by nothing but a decision (PROTOCOL §5.2, §6). */
  private boolean isOpenToSignature() {
    return (created || doubtful)
        && end != null
        && end != SignRequestEventType.SIGNED
        && end != SignRequestEventType.REJECTED;
  }

  private boolean mayBeCancelled(SignRequestEvent event) {
    SignRequestCancelledReason reason = reason(event);
    if (isOpen()) {
      return reason != null && OF_A_PAYLOAD.contains(reason);
    }
    if (reason == SignRequestCancelledReason.BEFORE_CREATION) {
      boolean waits = isWaiting() || begins();
      doubtful |= waits;
      return waits;
    }
    return end == SignRequestEventType.CANCELLED
        && reason == SignRequestCancelledReason.ALREADY_CANCELLED;
  }

  private boolean mayBeRefused(SignRequestEvent event) {
    SignRequestCancelledReason reason = reason(event);
    if (reason == null) {
      return false;
    }
    if (isWaiting()) {
      // Its create failed before it could be cancelled, and both are told at once.
      failureDue = true;
      return reason == SignRequestCancelledReason.ALREADY_RESOLVED;
    }
    boolean isAnswer =
        switch (reason) {
          case ALREADY_OPENED -> opened;
          case ALREADY_RESOLVED -> true;
          case ALREADY_EXPIRED -> end == null || expired;
          case OK, BEFORE_CREATION, PUSH_REFUSED, ALREADY_CANCELLED, UNKNOWN -> false;
        };
    boolean isDecided =
        end == SignRequestEventType.SIGNED
            || end == SignRequestEventType.REJECTED
            || end == SignRequestEventType.FAILED;
    return isAnswer
        && end != SignRequestEventType.CANCELLED
        && (!isDecided || reason == SignRequestCancelledReason.ALREADY_RESOLVED);
  }

  private boolean mayFail(SignRequestEvent event) {
    var failure = event.getFailure();
    if (failure == null) {
      return false;
    }
    SignRequestFailureCode code = failure.getCode();
    if (created) {
      return end == null && code == SignRequestFailureCode.PAYLOAD_UNKNOWN;
    }
    if (code == SignRequestFailureCode.PAYLOAD_UNKNOWN || !(isWaiting() || begins())) {
      return false;
    }
    free = BEFORE_ANY_CREATE.contains(code);
    doubtful = !WITHOUT_A_CREATE.contains(code);
    return true;
  }

  private static @Nullable SignRequestCancelledReason reason(SignRequestEvent event) {
    return event.getCancelled() == null ? null : event.getCancelled().getReason();
  }

  private List<SignRequestEventType> types() {
    return Promises.types(told);
  }

  private void broken(Rule rule, String what) {
    broken.add(new Broken(rule, id, what));
  }
}
