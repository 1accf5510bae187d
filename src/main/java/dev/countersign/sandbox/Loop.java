package dev.countersign.sandbox;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The one thread that owns the sandbox's state, and the way onto it for everybody else. */
final class Loop {
  /** A caller must not hang for ever on a sandbox that was closed under it. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final Context context;
  private Runnable afterwards = () -> {};

  Loop(Vertx vertx) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
  }

  /** What is to run after everything that came from another thread. */
  void afterwards(Runnable work) {
    afterwards = work;
  }

  <T> T call(Supplier<T> work) {
    return await(() -> Future.succeededFuture(work.get()));
  }

  void run(Runnable work) {
    call(
        () -> {
          work.run();
          return true;
        });
  }

  <T> T await(Supplier<Future<T>> work) {
    Context current = Vertx.currentContext();
    if (current != null && current.owner().equals(vertx)) {
      throw new IllegalStateException("The sandbox's own event loop must not wait for itself.");
    }
    CompletableFuture<T> result = new CompletableFuture<>();
    context.runOnContext(
        ignored -> {
          try {
            work.get().onSuccess(result::complete).onFailure(result::completeExceptionally);
          } catch (RuntimeException e) {
            result.completeExceptionally(e);
          }
          afterwards.run();
        });
    try {
      return result.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Runs at once without a detour when there is nothing to wait for. */
  void afterRealMillis(long millis, Runnable work) {
    if (millis <= 0) {
      work.run();
    } else {
      vertx.setTimer(millis, id -> work.run());
    }
  }
}
