package dev.countersign.simulation;

import dev.countersign.SignRequestCancelledReason;
import dev.countersign.SignRequestEvent;
import dev.countersign.SignRequestEventType;
import java.util.List;

/** The events of one request, in order: no gap, each fact once, and an end (CONTRACT §4, §6.3). */
final class Story {
  private final String id;
  private final List<SignRequestEvent> told;
  private final Findings findings;

  Story(String id, List<SignRequestEvent> told, History history) {
    this.id = id;
    this.told = told;
    this.findings = history.findings;
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
    boolean over = false;
    for (SignRequestEvent event : told) {
      if (over && event.getTerminal() && !mayFollowTheEnd(event)) {
        broken(event.getType() + " after the end");
      }
      over |= event.getTerminal();
    }
    if (!over) {
      broken("no terminal event");
    }
  }

  /** A late signature, the answer to a later cancel, and a redriven command's second fate. */
  private boolean mayFollowTheEnd(SignRequestEvent event) {
    return switch (event.getType()) {
      case SIGNED -> event.getResolution() != null && event.getResolution().getLate();
      case CANCELLED ->
          event.getCancelled() != null
              && event.getCancelled().getReason() != SignRequestCancelledReason.PUSH_REFUSED;
      default -> told.getFirst().getType() == SignRequestEventType.FAILED;
    };
  }

  private void broken(String what) {
    findings.broken(id + ": " + what + " in " + Promises.types(told));
  }
}
