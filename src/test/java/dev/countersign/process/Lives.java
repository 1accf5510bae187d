package dev.countersign.process;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One worker after another: each is killed right after a log line of its own, and the next is
 * started at once. The one after the last killed is left in peace.
 */
final class Lives implements AutoCloseable {
  /** Never killed. */
  static final int IN_PEACE = Integer.MAX_VALUE;

  /**
   * One process.
   *
   * @param line after which of its log lines, from 1, it is killed
   * @param delayMillis and how long after it
   */
  record Life(String workerId, int line, int delayMillis) {
    static Life killedAt(String workerId, int line) {
      return new Life(workerId, line, 0);
    }

    static Life inPeace(String workerId) {
      return new Life(workerId, IN_PEACE, 0);
    }

    @Override
    public String toString() {
      return line == IN_PEACE ? workerId : workerId + " dies at line " + line + "+" + delayMillis;
    }
  }

  private static final Map<String, String> WORDY = Map.of("LOG_LEVEL", "DEBUG");

  private final Deployment deployment;
  private final List<Life> lives;
  private JarProcess current;
  private int killed;
  private boolean closed;

  Lives(Deployment deployment, List<Life> lives) {
    this.deployment = deployment;
    this.lives = lives;
    this.current = begin(0);
  }

  private JarProcess begin(int number) {
    Life life = lives.get(number);
    AtomicInteger lines = new AtomicInteger();
    return deployment.startWorker(
        life.workerId(),
        WORDY,
        process -> {
          if (lines.incrementAndGet() == life.line()) {
            if (life.delayMillis() == 0) {
              end(number, process);
            } else {
              CompletableFuture.delayedExecutor(life.delayMillis(), TimeUnit.MILLISECONDS)
                  .execute(() -> end(number, process));
            }
          }
        });
  }

  /** As one step: who sees that a worker is dead also sees the next. */
  private synchronized void end(int number, JarProcess process) {
    if (!closed) {
      process.killNow();
      killed++;
      current = begin(number + 1);
    }
  }

  synchronized int killed() {
    return killed;
  }

  synchronized JarProcess current() {
    return current;
  }

  /**
   * Asks the worker to end as an orchestrator does; who is killed while ending is followed by the
   * next, which has to come up and end properly.
   *
   * @return the exit status of the last
   */
  int retire() {
    while (true) {
      int before = killed();
      JarProcess worker = current();
      if (before > 0) {
        Deployment.awaitRestored(worker);
      }
      worker.terminate();
      int status = worker.exitStatus();
      if (killed() == before) {
        return status;
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    current.close();
  }
}
