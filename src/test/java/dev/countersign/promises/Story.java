package dev.countersign.promises;

import dev.countersign.SignRequestCancelledReason;
import dev.countersign.SignRequestEvent;
import dev.countersign.SignRequestEventType;
import java.util.List;

/** The events of one request, in order: no gap, each fact once, and an end (CONTRACT §4, §6.3). */
final class Story {
  private final String id;
  private final List<SignRequestEvent> told;
  private final List<Broken> broken;

  Story(String id, List<SignRequestEvent> told, List<Broken> broken) {
    this.id = id;
    this.told = told;
    this.broken = broken;
  }

  void check() {
    for (int i = 0; i < told.size(); i++) {
      if (told.get(i).getSequence() != i) {
        broken("sequence " + told.get(i).getSequence() + " where " + i + " is due");
      }
    }
    atMostOnce(SignRequestEventType.CREATED);
    atMostOnce(SignRequestEventType.OPENED);
    atMostOnce(SignRequestEventType.SIGNED);
    atMostOnce(SignRequestEventType.REJECTED);
    atMostOnce(SignRequestEventType.EXPIRED);
    atMostOnce(SignRequestEventType.ABANDONED);
    ends();
  }

  private void atMostOnce(SignRequestEventType type) {
    if (told.stream().filter(event -> event.getType() == type).count() > 1) {
      broken(type + " more than once");
    }
  }

  private void ends() {
    SignRequestEvent end = null;
    for (SignRequestEvent event : told) {
      if (end != null && event.getTerminal() && !mayFollow(end, event)) {
        broken(event.getType() + " after the end");
      }
      if (event.getTerminal()) {
        end = event;
      }
    }
    if (end == null) {
      broken("no terminal event");
    }
  }

  /** A redriven command's second fate, a late signature, or the answer to a later cancel. */
  private static boolean mayFollow(SignRequestEvent end, SignRequestEvent event) {
    if (end.getType() == SignRequestEventType.FAILED) {
      return true;
    }
    return switch (event.getType()) {
      case SIGNED -> event.getResolution() != null && event.getResolution().getLate();
      case CANCELLED ->
          event.getCancelled() != null
              && event.getCancelled().getReason() != SignRequestCancelledReason.PUSH_REFUSED;
      default -> false;
    };
  }

  private void broken(String what) {
    broken.add(new Broken(id, what + " in " + Promises.types(told)));
  }
}
