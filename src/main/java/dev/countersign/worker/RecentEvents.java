package dev.countersign.worker;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The newest events and those that come, for whoever looks on. The topic is read only while
 * somebody does, and by one consumer however many they are. The owner loop and readiness know
 * nothing of it.
 */
public final class RecentEvents implements AutoCloseable {
  private static final Duration BEFORE_REOPENING = Duration.ofSeconds(2);

  private final Duration pause;
  private @Nullable Supplier<EventSource> opener;
  private @Nullable EventTail tail;

  public RecentEvents() {
    this(BEFORE_REOPENING);
  }

  /**
   * @param pause after trouble
   */
  RecentEvents(Duration pause) {
    this.pause = pause;
  }

  /** From now on there is something to read. */
  synchronized void from(Supplier<EventSource> source) {
    opener = source;
  }

  /**
   * Tells somebody what is there, and then what comes.
   *
   * @return ends it; null: the worker is starting, or ending
   */
  public synchronized @Nullable Runnable attach(Onlooker onlooker) {
    Supplier<EventSource> source = opener;
    if (source == null) {
      return null;
    }
    EventTail present = tail;
    if (present == null || !present.attach(onlooker)) {
      present = new EventTail(source, pause);
      present.attach(onlooker);
      tail = present;
      Thread.ofPlatform().daemon().name("countersign-events").start(present);
    }
    EventTail attached = present;
    return () -> attached.detach(onlooker);
  }

  /** Nobody is told anything any more. */
  @Override
  public synchronized void close() {
    opener = null;
    if (tail != null) {
      tail.end();
    }
  }
}
