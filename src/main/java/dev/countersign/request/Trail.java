package dev.countersign.request;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a request that replaces another one has come to: it may be sent on from one to the next.
 *
 * @param predecessor whom it asks
 * @param via who has sent it there; null: its command has
 * @param question its number, so that an answer to an earlier one, which may come twice after a
 *     takeover, is not followed
 * @param passed the ways gone since the last request that could itself be signed
 */
public record Trail(String predecessor, @Nullable String via, int question, Set<String> passed) {
  public Trail {
    passed = Set.copyOf(passed);
  }

  static Trail to(String predecessor) {
    return new Trail(predecessor, null, 0, Set.of());
  }

  boolean isAnsweredBy(Signal.PredecessorWas was) {
    return was.predecessor().equals(predecessor) && was.question() == question;
  }

  /** Requests that are over and send each other round hold up nobody. */
  boolean isCircle(Signal.PredecessorWas was) {
    return was.over() && passed.contains(way(was));
  }

  Trail on(Signal.PredecessorWas was) {
    Set<String> ways = new HashSet<>(was.over() ? passed : Set.of());
    if (was.over()) {
      ways.add(way(was));
    }
    return new Trail(was.instead(), predecessor, question + 1, ways);
  }

  /** No id has that character. */
  private static String way(Signal.PredecessorWas was) {
    return was.predecessor() + '>' + was.instead();
  }
}
