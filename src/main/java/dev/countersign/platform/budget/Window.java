package dev.countersign.platform.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The calls of one kind that the platform counts in its sliding minute, or may count. A call was
 * counted at some moment between its taking and its answer, so it is held from the one until a
 * minute after the other: then no clock but the reader's own matters.
 */
final class Window {
  static final Duration LENGTH = Duration.ofMinutes(1);

  /** A call whose worker died: it was sent within 10 s, and given up 20 s later. */
  static final Duration LOST = Duration.ofSeconds(30);

  private final Map<String, ArrayDeque<Batch>> underWay = new HashMap<>();
  private final ArrayDeque<Batch> ended = new ArrayDeque<>();
  private final ArrayDeque<Batch> confirmed = new ArrayDeque<>();
  private int allUnderWay;
  private int allEnded;
  private int allConfirmed;

  private static final class Batch {
    final Instant at;
    int count;

    Batch(Instant at, int count) {
      this.at = at;
      this.count = count;
    }
  }

  void take(String worker, int count, Instant at) {
    if (count <= 0) {
      return;
    }
    add(underWay.computeIfAbsent(worker, _ -> new ArrayDeque<>()), count, at);
    allUnderWay += count;
  }

  /** They were answered, so the platform has counted them by now. */
  void answered(String worker, int count, Instant at) {
    end(worker, count, at);
    add(confirmed, count, at);
    allConfirmed += count;
  }

  void unclear(String worker, int count, Instant at) {
    end(worker, count, at);
  }

  private void end(String worker, int count, Instant at) {
    remove(worker, count);
    // Also those that are not known to have been taken: they were made.
    add(ended, count, at);
    allEnded += count;
  }

  void giveBack(String worker, int count) {
    remove(worker, count);
  }

  private void remove(String worker, int count) {
    ArrayDeque<Batch> batches = underWay.get(worker);
    int left = count;
    while (batches != null && left > 0 && !batches.isEmpty()) {
      Batch first = batches.element();
      int some = Math.min(left, first.count);
      first.count -= some;
      left -= some;
      allUnderWay -= some;
      if (first.count == 0) {
        batches.remove();
      }
    }
    if (batches != null && batches.isEmpty()) {
      underWay.remove(worker);
    }
  }

  private static void add(ArrayDeque<Batch> batches, int count, Instant at) {
    if (count <= 0) {
      return;
    }
    Batch last = batches.peekLast();
    if (last != null && last.at.equals(at)) {
      last.count += count;
    } else {
      batches.add(new Batch(at, count));
    }
  }

  /** Lets go of what is over by now. */
  void advance(Instant now) {
    for (Iterator<ArrayDeque<Batch>> i = underWay.values().iterator(); i.hasNext(); ) {
      ArrayDeque<Batch> batches = i.next();
      allUnderWay -= dropUntil(batches, now.minus(LOST).minus(LENGTH));
      int lost = dropUntil(batches, now.minus(LOST));
      allUnderWay -= lost;
      add(ended, lost, now);
      allEnded += lost;
      if (batches.isEmpty()) {
        i.remove();
      }
    }
    allEnded -= dropUntil(ended, now.minus(LENGTH));
    allConfirmed -= dropUntil(confirmed, now.minus(LENGTH));
  }

  private static int dropUntil(ArrayDeque<Batch> batches, Instant edge) {
    int dropped = 0;
    while (!batches.isEmpty() && !batches.element().at.isAfter(edge)) {
      dropped += batches.remove().count;
    }
    return dropped;
  }

  int used() {
    return allUnderWay + allEnded;
  }

  /** Taken since then and not answered. */
  int underWaySince(Instant since) {
    int count = 0;
    for (ArrayDeque<Batch> batches : underWay.values()) {
      count += sumSince(batches, since);
    }
    return count;
  }

  /** Answered within the last minute. */
  int confirmed() {
    return allConfirmed;
  }

  int confirmedSince(Instant since) {
    return sumSince(confirmed, since);
  }

  private static int sumSince(ArrayDeque<Batch> batches, Instant since) {
    int count = 0;
    for (Iterator<Batch> i = batches.descendingIterator(); i.hasNext(); ) {
      Batch batch = i.next();
      if (batch.at.isBefore(since)) {
        break;
      }
      count += batch.count;
    }
    return count;
  }

  /** When what is counted now will be over, one moment for each call, in order. */
  List<Instant> ends(Instant now) {
    List<Instant> ends = new ArrayList<>(used());
    for (Batch batch : ended) {
      for (int i = 0; i < batch.count; i++) {
        ends.add(batch.at.plus(LENGTH));
      }
    }
    for (int i = 0; i < allUnderWay; i++) {
      ends.add(now.plus(LENGTH));
    }
    return ends;
  }

  /** When the next of them is over; {@link Instant#MAX}: none is known to end. */
  Instant nextEnd() {
    Instant next = ended.isEmpty() ? Instant.MAX : ended.element().at.plus(LENGTH);
    for (ArrayDeque<Batch> batches : underWay.values()) {
      Instant lost = batches.element().at.plus(LOST);
      next = lost.isBefore(next) ? lost : next;
    }
    return next;
  }
}
