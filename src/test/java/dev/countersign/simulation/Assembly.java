package dev.countersign.simulation;

import dev.countersign.ledger.Ledgers;
import dev.countersign.platform.Platform;
import dev.countersign.platform.PlatformListener;
import dev.countersign.platform.StatusSockets;
import dev.countersign.platform.Timers;
import dev.countersign.platform.XamanApi;
import dev.countersign.request.Lifecycle;
import dev.countersign.request.Settings;
import dev.countersign.token.TokenFeed;
import dev.countersign.worker.Codecs;
import dev.countersign.worker.Mailbox;
import dev.countersign.worker.OwnerLog;

/** How a worker is put together. A variant with a known mistake shows that it would be found. */
class Assembly {

  OwnerLog log(SimOwnerLog log, Cluster cluster, Platform platform) {
    return log;
  }

  TokenFeed tokens(SimTokenTail tail, Mailbox mailbox) {
    return tail;
  }

  PlatformListener listener(PlatformListener listener) {
    return listener;
  }

  XamanApi api(XamanApi api) {
    return api;
  }

  StatusSockets sockets(StatusSockets sockets) {
    return sockets;
  }

  Ledgers ledgers(Ledgers ledgers) {
    return ledgers;
  }

  Platform platform(Platform platform, Timers timers) {
    return platform;
  }

  Lifecycle lifecycle(Settings settings) {
    return new Lifecycle(settings);
  }

  Codecs codecs(Codecs release) {
    return release;
  }

  /** Whether a commit names the epoch of the last poll, and not that of the last assignment. */
  boolean isEpochRenewed() {
    return true;
  }
}
