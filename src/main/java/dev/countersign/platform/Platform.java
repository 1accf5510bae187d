package dev.countersign.platform;

import dev.countersign.platform.budget.Demand;
import dev.countersign.request.Action;
import dev.countersign.request.Subject;
import java.time.Duration;
import java.util.Collection;

/** The platform as the owner loop sees it. Calls return at once; results come to the listener. */
public interface Platform {
  /**
   * A create that could not be handed on within this time is not sent at all: whoever owns its
   * request by then relies on nothing arriving late.
   */
  Duration PROMPT = Duration.ofSeconds(5);

  /** Starts an action for a request; what comes of it are signals for that request. */
  void start(Subject subject, Action action);

  /** What waits in the owner loop for an application's budget has changed. */
  void demand(String application, Demand demand);

  /**
   * Stops everything under way for requests that are no longer ours: sockets are closed, calls not
   * yet sent are dropped, and no further signal is needed.
   */
  void release(Collection<String> requestIds);
}
