package dev.countersign.platform;

import dev.countersign.platform.budget.Outlook;
import dev.countersign.request.Signal;
import org.jspecify.annotations.Nullable;

/** Takes what the platform has to say; called on the platform's own thread, never blocking it. */
public interface PlatformListener {

  /** Something happened to a request. */
  void signal(String requestId, Signal signal);

  /** An application may be called again, or not for now. */
  void gate(String application, Gate gate);

  /** So many more of an application's waiting requests may be created now. */
  void permits(String application, int creates);

  /** When waiting requests will have their turn; null: nothing is known that makes them wait. */
  void outlook(String application, @Nullable Outlook outlook);
}
