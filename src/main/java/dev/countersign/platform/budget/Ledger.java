package dev.countersign.platform.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one application's budget from the reports of all workers and the platform's
 * answers: what is used of the minute, how much there is, and until when there is a pause.
 */
final class Ledger {
  private static final int MUCH = Integer.MAX_VALUE / 4;

  /** An answer so young tells how things are. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  /** What is not answered by then is slow, or its worker is dead; others need not wait for it. */
  private static final Duration SLOW = Duration.ofSeconds(2);

  private static final int FEW = 4;

  /** One in so many may be too much. */
  private static final int SOME = 8;

  /** A part of what the platform is known to allow: 30 creates and 60 calls (PROTOCOL §11). */
  private static final int LEAST_CREATES = 10;

  private static final int LEAST_CALLS = 30;

  private static final Duration LATELY = Duration.ofMinutes(5);

  /** What is allowed beyond this is no limit to reckon with. */
  private static final int UNLIMITED = 1_000;

  private final Window creates = new Window();
  private final Window others = new Window();
  private final Limit createLimit = new Limit(LEAST_CREATES);
  private final Limit callLimit = new Limit(LEAST_CALLS);
  private Instant pausedUntil = Instant.EPOCH;

  /** The most calls other than creates that any minute has seen lately. */
  private int usualOthers;

  private Instant usualUntil = Instant.EPOCH;

  void take(String worker, Count count, Instant at) {
    creates.take(worker, count.creates(), at);
    others.take(worker, count.others(), at);
  }

  /** What a report says of what was taken before, and of the platform. */
  void hear(Report report, Instant at) {
    String worker = report.worker();
    advance(at);
    creates.answered(worker, report.answered().creates(), at);
    others.answered(worker, report.answered().others(), at);
    creates.unclear(worker, report.unclear().creates(), at);
    others.unclear(worker, report.unclear().others(), at);
    creates.giveBack(worker, report.unused().creates());
    others.giveBack(worker, report.unused().others());
    report.told().forEach(told -> tell(told, at));
    refuse(report.refused(), report.told(), at);
    if (others.used() >= usualOthers || at.isAfter(usualUntil)) {
      usualOthers = others.used();
      usualUntil = at.plus(LATELY);
    }
    createLimit.took(creates.confirmed());
    callLimit.took(creates.confirmed() + others.confirmed());
    Duration pause = report.pause();
    if (pause != null) {
      pause(at.plus(pause));
    }
  }

  void pause(Instant until) {
    pausedUntil = until.isAfter(pausedUntil) ? until : pausedUntil;
  }

  /** The answer to a create speaks of creates unless it names what is known of all calls. */
  private void tell(Told told, Instant now) {
    boolean ofCalls =
        !told.create() || (isTold(callLimit, told.limit()) && !isTold(createLimit, told.limit()));
    if (ofCalls) {
      callLimit.told(told.limit(), told.remaining(), creates.used() + others.used(), now);
      if (told.create()) {
        // All calls are scarcer than creates, so of these there are at least as many.
        createLimit.atLeast(creates.used() + told.remaining());
      }
    } else {
      createLimit.told(told.limit(), told.remaining(), creates.used(), now);
    }
  }

  private static boolean isTold(Limit limit, int value) {
    Integer known = limit.value();
    return limit.isTold() && known != null && known == value;
  }

  private void refuse(Count refused, List<Told> told, Instant now) {
    if (refused.isNone() || told.stream().anyMatch(each -> each.remaining() == 0)) {
      return;
    }
    int calls = creates.used() + others.used();
    boolean ofCreates = refused.creates() > 0 && callLimit.left(calls, now).orElse(1) > 0;
    if (ofCreates) {
      createLimit.refused(creates.confirmed(), now);
    } else {
      callLimit.refused(creates.confirmed() + others.confirmed(), now);
    }
  }

  void advance(Instant now) {
    creates.advance(now);
    others.advance(now);
    createLimit.advance(now);
    callLimit.advance(now);
  }

  Instant pausedUntil() {
    return pausedUntil;
  }

  /**
   * @param createsWait whether creates need the part that is reserved for them
   */
  Room room(boolean createsWait, Instant now) {
    if (now.isBefore(pausedUntil)) {
      return Room.none();
    }
    int callsUsed = creates.used() + others.used();
    int calls = callLimit.left(callsUsed, now).orElse(MUCH);
    int atOnce = careful(callLimit, now, creates, others);
    int createsKnown = createLimit.left(creates.used(), now).orElse(MUCH);
    int createsLeft = Math.min(createsKnown, careful(createLimit, now, creates));
    Integer limit = callLimit.value();
    if (limit == null) {
      return new Room(calls, atOnce, createsLeft, 0, 0, 0);
    }
    int half = limit / 2;
    int forCreates = createsWait ? Math.min(createsKnown, Math.max(0, half - creates.used())) : 0;
    int forOthers = Math.max(0, reserve(half) - others.used());
    return new Room(calls, atOnce, createsLeft, forCreates, forOthers, half);
  }

  /** What other calls need is left to them. */
  private int reserve(int half) {
    return Math.min(half, Math.max(1, usualOthers));
  }

  /**
   * How many more may be under way at once. A limit may have been lowered since it was told, and
   * may not be known at all: then a few calls find out, and more follow as they are answered, so
   * that there is no storm of refusals.
   */
  private int careful(Limit limit, Instant now, Window... windows) {
    Integer known = limit.value();
    boolean afterPause = now.isBefore(pausedUntil.plus(Window.LENGTH));
    int underWay = 0;
    int answered = 0;
    Instant since = known == null || afterPause ? pausedUntil : now.minus(FRESH);
    for (Window window : windows) {
      underWay += window.underWaySince(now.minus(SLOW));
      answered += window.confirmedSince(since);
    }
    int most =
        known == null || afterPause
            ? Math.max(Math.min(FEW, 1 + answered), answered / SOME)
            : Math.max(1, known / SOME) + answered;
    return Math.max(0, most - underWay);
  }

  /** Whether it is known how many calls there are in a minute. */
  boolean isCallLimitKnown() {
    return callLimit.value() != null;
  }

  /** When there may be more room although nothing happens. */
  Instant nextRoom(Instant now) {
    return Stream.of(
            creates.nextEnd(),
            others.nextEnd(),
            createLimit.nextChange(now),
            callLimit.nextChange(now),
            pausedUntil,
            pausedUntil.plus(Window.LENGTH))
        .filter(at -> at.isAfter(now))
        .min(Comparator.naturalOrder())
        .orElse(Instant.MAX);
  }

  /** Null: nothing is known that limits creates. */
  @Nullable Outlook outlook(Backlog elsewhere, Instant now) {
    Integer ofCreates = createLimit.value();
    Integer ofCalls = callLimit.value();
    int forCreates = ofCalls == null ? MUCH : Math.max(1, ofCalls - reserve(ofCalls / 2));
    int limit = Math.max(1, Math.min(ofCreates == null ? MUCH : ofCreates, forCreates));
    if (limit > UNLIMITED) {
      return null;
    }
    List<Instant> turns = new ArrayList<>(creates.ends(now));
    if (limit == forCreates) {
      turns.addAll(others.ends(now));
      Collections.sort(turns);
    }
    int free = Math.max(0, limit - turns.size());
    List<Instant> slots = new ArrayList<>(Collections.nCopies(free, now));
    slots.addAll(turns.subList(Math.max(0, turns.size() - limit), turns.size()));
    slots.replaceAll(slot -> slot.isBefore(pausedUntil) ? pausedUntil : slot);
    return new Outlook(slots, elsewhere);
  }

  /** Figures for people. */
  Figures figures(Instant now) {
    int calls = creates.used() + others.used();
    return new Figures(
        createLimit.value(),
        callLimit.value(),
        createLimit.left(creates.used(), now),
        callLimit.left(calls, now),
        creates.used(),
        others.used());
  }
}
