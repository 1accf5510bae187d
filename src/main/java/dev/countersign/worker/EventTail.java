package dev.countersign.worker;

import dev.countersign.wire.SchemaUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the events from the first onlooker to the last, on a thread of its own. However much
 * comes at once, it holds and tells no more than the newest.
 */
final class EventTail implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(EventTail.class);

  /** As many as a page shows. */
  static final int MOST = 100;

  private final Supplier<EventSource> opener;
  private final Duration pause;

  // All that follows is guarded by this.
  private final Set<Onlooker> onlookers = new LinkedHashSet<>();
  private final Deque<String> newest = new ArrayDeque<>();
  private boolean caughtUp;
  private boolean ended;
  private @Nullable String trouble;
  private @Nullable EventSource source;

  /**
   * @param pause before it is opened again after trouble
   */
  EventTail(Supplier<EventSource> opener, Duration pause) {
    this.opener = opener;
    this.pause = pause;
  }

  /**
   * One more looks on.
   *
   * @return false: too late, the last one has just gone
   */
  synchronized boolean attach(Onlooker onlooker) {
    if (ended) {
      return false;
    }
    onlookers.add(onlooker);
    if (caughtUp) {
      onlooker.events(List.copyOf(newest), 0);
    } else if (trouble != null) {
      onlooker.trouble(trouble);
    }
    return true;
  }

  synchronized void detach(Onlooker onlooker) {
    onlookers.remove(onlooker);
    if (onlookers.isEmpty()) {
      end();
    }
  }

  synchronized void end() {
    ended = true;
    onlookers.clear();
    notifyAll();
    if (source != null) {
      source.wakeup();
    }
  }

  @Override
  public void run() {
    while (!isEnded()) {
      try (EventSource opened = opener.get()) {
        follow(opened);
      } catch (WakeupException e) {
        log.atDebug().log("nobody looks on any more");
      } catch (KafkaException | SchemaUnavailableException e) {
        troubled(String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        // Looking on must not end for what a reader of events does not understand.
        log.atWarn().setCause(e).log("events cannot be followed");
        troubled("the worker failed at reading events; its log says more");
      } finally {
        lost();
      }
    }
  }

  private void follow(EventSource opened) {
    begun(opened);
    caughtUp(opened.newest(MOST));
    while (!isEnded()) {
      List<String> come = opened.poll();
      if (!come.isEmpty()) {
        tell(come);
      }
    }
  }

  private synchronized boolean isEnded() {
    return ended;
  }

  private synchronized void begun(EventSource opened) {
    source = opened;
    if (ended) {
      opened.wakeup();
    }
  }

  private synchronized void lost() {
    source = null;
    caughtUp = false;
    newest.clear();
  }

  private synchronized void caughtUp(List<String> before) {
    newest.addAll(before);
    caughtUp = true;
    trouble = null;
    List<String> told = List.copyOf(newest);
    onlookers.forEach(onlooker -> onlooker.events(told, 0));
  }

  private synchronized void tell(List<String> come) {
    int leftOut = Math.max(0, come.size() - MOST);
    List<String> told = List.copyOf(new ArrayList<>(come).subList(leftOut, come.size()));
    newest.addAll(told);
    while (newest.size() > MOST) {
      newest.removeFirst();
    }
    onlookers.forEach(onlooker -> onlooker.events(told, leftOut));
  }

  private synchronized void troubled(String why) {
    trouble = why;
    onlookers.forEach(onlooker -> onlooker.trouble(why));
    try {
      if (!ended) {
        wait(pause.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ended = true;
    }
  }
}
