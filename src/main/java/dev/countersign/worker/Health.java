package dev.countersign.worker;

import dev.countersign.platform.Gate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What the worker knows about its own condition; written by its threads, read by the HTTP edge.
 *
 * <p>Alive: the owner thread turns, or is busy opening the log again, and memory has not run out.
 * Ready: Kafka answers, the owned partitions are restored, and the credentials of at least one
 * application are not refused. A platform that is down is a reason in the report, not unreadiness:
 * commands wait.
 */
public final class Health {
  private static final Duration DEAF = Duration.ofMinutes(2);
  private static final Duration KAFKA_SILENCE = Duration.ofSeconds(20);

  private final InstantSource clock;
  private final ConcurrentMap<String, Gate> gates = new ConcurrentHashMap<>();
  private volatile Instant lastTurn;
  private volatile Instant kafkaAnswered = Instant.EPOCH;
  private volatile List<String> awaited = List.of("no turn yet");
  private volatile @Nullable String dead;
  private final ConcurrentMap<String, String> troubles = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, String> notes = new ConcurrentHashMap<>();

  /**
   * One answer of a health endpoint.
   *
   * @param reasons for people; not empty when not up, and sometimes when up
   */
  public record Report(boolean isUp, List<String> reasons) {}

  Health(InstantSource clock) {
    this.clock = clock;
    this.lastTurn = clock.instant();
    troubles.put("worker", "starting");
  }

  /**
   * @param awaits what the loop waits for before it works on all that it owns
   */
  void turned(List<String> awaits) {
    lastTurn = clock.instant();
    awaited = awaits;
  }

  /** Something that keeps a part of the worker from its work and is being tried again. */
  public void troubled(String part, String what) {
    lastTurn = clock.instant();
    troubles.put(part, what);
  }

  /** Something that makes some commands wait; null: not any more. It is no unreadiness. */
  public void note(String part, @Nullable String what) {
    if (what == null) {
      notes.remove(part);
    } else {
      notes.put(part, what);
    }
  }

  /** Something that only a new process can mend. */
  void dead(String what) {
    dead = what;
  }

  /** A part works (again). */
  public void fine(String part) {
    troubles.remove(part);
  }

  /** What is known of the applications now. */
  public Map<String, Gate> gates() {
    return Map.copyOf(gates);
  }

  void kafkaAnswered() {
    kafkaAnswered = clock.instant();
  }

  void gate(String application, Gate gate) {
    gates.put(application, gate);
  }

  public Report live() {
    String end = dead;
    if (end != null) {
      return new Report(false, List.of(end));
    }
    Instant since = lastTurn;
    return since.isBefore(clock.instant().minus(DEAF))
        ? new Report(false, List.of("the owner loop has not turned since " + since))
        : new Report(true, List.of());
  }

  public Report ready() {
    List<String> reasons = new ArrayList<>();
    new TreeMap<>(troubles).forEach((part, what) -> reasons.add(part + ": " + what));
    if (reasons.isEmpty() && kafkaAnswered.isBefore(clock.instant().minus(KAFKA_SILENCE))) {
      reasons.add("Kafka does not answer");
    } else if (reasons.isEmpty()) {
      awaited.forEach(what -> reasons.add("being restored: " + what));
    }
    boolean up = reasons.isEmpty();
    Map<String, Gate> now = new TreeMap<>(gates);
    boolean usable = now.isEmpty();
    for (Map.Entry<String, Gate> entry : now.entrySet()) {
      if (entry.getValue() instanceof Gate.Closed closed) {
        String until = closed.until().equals(Instant.MAX) ? "" : " until " + closed.until();
        reasons.add(
            "application %s is not called%s: %s"
                .formatted(entry.getKey(), until, closed.message()));
        usable |= closed.reason() != Gate.Reason.CREDENTIALS;
      } else {
        usable = true;
      }
    }
    new TreeMap<>(notes).forEach((part, what) -> reasons.add(part + ": " + what));
    return new Report(up && usable, List.copyOf(reasons));
  }
}
