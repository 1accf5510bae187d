package dev.countersign.worker;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Requests of one application and one priority. Users take turns, so that one user's thousand
 * requests do not keep another's one waiting; whose turn comes first within a round, and which of a
 * user's requests goes, is decided by the nearest deadline, then by arrival. Who comes new has a
 * turn in the present round, so long as not more have come and gone in it than still wait: nobody's
 * second request waits for ever because first ones keep coming.
 */
final class FairQueue {
  private static final Comparator<User> TURNS =
      Comparator.comparingLong((User user) -> user.round)
          .thenComparing(user -> user.waiting.first(), Waiting.ORDER);

  private final Map<String, User> users = new HashMap<>();
  private final TreeSet<User> turns = new TreeSet<>(TURNS);

  /** Who had a turn in the present round and wait no more: who comes back has no second one. */
  private final Set<String> served = new HashSet<>();

  private long round;
  private int size;

  /** Never without a request. */
  private static final class User {
    final TreeSet<Waiting> waiting = new TreeSet<>(Waiting.ORDER);
    long round;

    User(long round) {
      this.round = round;
    }
  }

  /** Takes requests in the order in which they will go. */
  @FunctionalInterface
  interface Visitor {
    /**
     * @param rounds how many rounds from now it goes
     * @return false: no more of them
     */
    boolean visit(Waiting waiting, int rounds);
  }

  int size() {
    return size;
  }

  void add(Waiting waiting) {
    User user = users.get(waiting.user);
    if (user == null) {
      if (users.isEmpty()) {
        served.clear();
      }
      boolean full = served.size() > users.size();
      user = new User(served.remove(waiting.user) || full ? round + 1 : round);
      users.put(waiting.user, user);
    } else {
      turns.remove(user);
    }
    size += user.waiting.add(waiting) ? 1 : 0;
    turns.add(user);
  }

  void remove(Waiting waiting) {
    User user = users.get(waiting.user);
    if (user == null) {
      return;
    }
    turns.remove(user);
    size -= user.waiting.remove(waiting) ? 1 : 0;
    putBack(waiting.user, user);
  }

  /** Takes out whoever goes first. */
  @Nullable Waiting poll() {
    User user = turns.pollFirst();
    Waiting first = user == null ? null : user.waiting.pollFirst();
    if (user == null || first == null) {
      return null;
    }
    size--;
    if (user.round > round) {
      served.clear();
    }
    round = user.round;
    user.round++;
    putBack(first.user, user);
    return first;
  }

  private void putBack(String name, User user) {
    if (user.waiting.isEmpty()) {
      users.remove(name);
      if (user.round > round) {
        served.add(name);
      }
    } else {
      turns.add(user);
    }
  }

  /** Shows who goes when, without taking anybody out. */
  void visit(Visitor visitor) {
    Iterator<User> fresh = turns.iterator();
    PriorityQueue<Turn> begun = new PriorityQueue<>();
    Turn next = next(fresh);
    while (next != null || !begun.isEmpty()) {
      Turn turn;
      if (next != null && (begun.isEmpty() || next.compareTo(begun.element()) <= 0)) {
        turn = next;
        next = next(fresh);
      } else {
        turn = begun.remove();
      }
      if (!visitor.visit(turn.waiting, Math.toIntExact(turn.round - round))) {
        return;
      }
      if (turn.advance()) {
        begun.add(turn);
      }
    }
  }

  private static @Nullable Turn next(Iterator<User> users) {
    if (!users.hasNext()) {
      return null;
    }
    User user = users.next();
    return new Turn(user.round, user.waiting.iterator());
  }

  /** A user's next request in the order that is shown. */
  private static final class Turn implements Comparable<Turn> {
    private final Iterator<Waiting> rest;
    Waiting waiting;
    long round;

    Turn(long round, Iterator<Waiting> rest) {
      this.round = round;
      this.rest = rest;
      this.waiting = rest.next();
    }

    boolean advance() {
      if (!rest.hasNext()) {
        return false;
      }
      round++;
      waiting = rest.next();
      return true;
    }

    @Override
    public int compareTo(Turn other) {
      int byRound = Long.compare(round, other.round);
      return byRound == 0 ? Waiting.ORDER.compare(waiting, other.waiting) : byRound;
    }
  }
}
