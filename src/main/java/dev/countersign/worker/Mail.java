package dev.countersign.worker;

import dev.countersign.platform.Gate;
import dev.countersign.platform.budget.Outlook;
import dev.countersign.request.Signal;
import dev.countersign.token.TokenUpdate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What other threads have to say to the loop. */
sealed interface Mail {
  record News(String requestId, Signal signal) implements Mail {}

  record GateChanged(String application, Gate gate) implements Mail {}

  record Permits(String application, int creates) implements Mail {}

  record OutlookChanged(String application, @Nullable Outlook outlook) implements Mail {}

  record TokensRead(List<TokenUpdate> updates) implements Mail {}

  record TokensCaughtUp(long ticket) implements Mail {}

  /** Somebody waits for the answer. */
  record Question(String requestId, Viewer viewer, CompletableFuture<Look> answer)
      implements Mail {}
}
