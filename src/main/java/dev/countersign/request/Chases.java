package dev.countersign.request;

import dev.countersign.request.RequestState.Chase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How bounded runs of reads begin, go on and end; the same while open and while lingering. */
final class Chases {
  private Chases() {}

  /** Something says "resolved". What a read has already shown is not chased again. */
  static Chase resolution(@Nullable Chase chase, Via via, Instant now) {
    return chase != null && chase.goal() == Chase.Goal.DISPATCH
        ? chase
        : new Chase(Chase.Goal.RESOLUTION, via, now, 0);
  }

  /** Whether a read is under way that was caused by a resolution, or one has shown it. */
  static boolean isOnTheWay(@Nullable Chase chase) {
    if (chase == null) {
      return false;
    }
    return switch (chase.goal()) {
      case RESOLUTION -> chase.reads() == 0;
      case DISPATCH -> true;
      case EXISTENCE -> false;
    };
  }

  /** The run that goes on after a read which did not show the resolution; null: it is over. */
  static @Nullable Chase unresolved(@Nullable Chase chase) {
    if (chase == null || chase.goal() == Chase.Goal.EXISTENCE) {
      return null;
    }
    Chase next = chase.afterRead();
    return next.reads() < Timing.RESOLUTION_READS ? next : null;
  }

  /** The run that waits for the engine result of a signature; null: there is nothing to await. */
  static @Nullable Chase dispatch(@Nullable Chase chase, PayloadView view, Via via, Instant now) {
    if (!view.awaitsDispatch()) {
      return null;
    }
    if (chase == null || chase.goal() != Chase.Goal.DISPATCH) {
      return new Chase(Chase.Goal.DISPATCH, via, now, 1);
    }
    return now.isBefore(dispatchDeadline(chase)) ? chase.afterRead() : null;
  }

  /** The run that waits for the uuid to be readable; null: it never will be. */
  static @Nullable Chase existence(@Nullable Chase chase, Instant now) {
    if (chase == null || chase.goal() != Chase.Goal.EXISTENCE) {
      return new Chase(Chase.Goal.EXISTENCE, Via.RECONCILIATION, now, 1);
    }
    boolean patient = now.isBefore(chase.since().plus(Timing.EXISTENCE_PATIENCE));
    return patient ? chase.afterRead() : null;
  }

  static Instant nextRead(Chase chase, Subject subject, Instant now) {
    Instant next = Timing.nextRead(now, subject.id(), chase.reads());
    return switch (chase.goal()) {
      case RESOLUTION, EXISTENCE -> next;
      case DISPATCH -> {
        Instant deadline = dispatchDeadline(chase);
        yield next.isBefore(deadline) || !deadline.isAfter(now) ? next : deadline;
      }
    };
  }

  private static Instant dispatchDeadline(Chase chase) {
    return chase.since().plus(Timing.DISPATCH_PATIENCE);
  }
}
