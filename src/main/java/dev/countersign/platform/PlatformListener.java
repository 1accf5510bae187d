package dev.countersign.platform;

import dev.countersign.request.Signal;

/** Takes what the platform has to say; called on the platform's own thread, never blocking it. */
public interface PlatformListener {

  /** Something happened to a request. */
  void signal(String requestId, Signal signal);

  /** An application may be called again, or not for now. */
  void gate(String application, Gate gate);
}
