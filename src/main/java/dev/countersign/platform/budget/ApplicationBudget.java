package dev.countersign.platform.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One application's budget as one worker sees it, and this worker's part in it. Calls are taken by
 * a report in the fleet's log; those for which there was room, by all that stands before, may be
 * made. At most one report is on its way, so that what comes meanwhile goes into the next.
 *
 * <p>It has no clock, no thread and no I/O: whoever runs it calls {@link #look} after each change
 * and at {@link #next}.
 */
public final class ApplicationBudget {
  /** A call that is not sent so soon after it was taken is not sent any more. */
  static final Duration GRANTED_FOR = Duration.ofSeconds(10);

  private static final Duration HEARTBEAT = Duration.ofSeconds(2);
  private static final Duration NEWS = Duration.ofMillis(250);

  /** A report that is not read back by then was lost; it is longer than any append lasts. */
  private static final Duration REPORT_LOST = Duration.ofSeconds(15);

  /** Where results go. */
  public interface Desk {
    void append(Report report);

    /** So many more calls may be made. */
    void granted(Count calls);

    /** The application is not to be called until then. */
    void paused(Instant until);
  }

  private final String worker;
  private final String application;
  private final Desk desk;
  private final Ledger ledger = new Ledger();
  private final Neighbours neighbours = new Neighbours();
  private final Grants creates = new Grants();
  private final Grants others = new Grants();
  private News news = new News();
  private List<Claim> published = List.of();
  private Instant publishedAt = Instant.EPOCH;
  private List<Claim> open = List.of();
  private @Nullable OnItsWay onItsWay;
  private long number;

  private record OnItsWay(long number, Count taken, Instant since) {}

  /** What the next report says of the past. */
  private static final class News {
    Count answered = Count.NONE;
    Count unclear = Count.NONE;
    Count unused = Count.NONE;
    Count refused = Count.NONE;
    final List<Told> told = new ArrayList<>();
    @Nullable Duration pause;

    boolean isThere() {
      return !(answered.isNone()
          && unclear.isNone()
          && unused.isNone()
          && refused.isNone()
          && told.isEmpty()
          && pause == null);
    }
  }

  /**
   * @param worker a name that no other process has or had
   */
  public ApplicationBudget(String worker, String application, Desk desk) {
    this.worker = worker;
    this.application = application;
    this.desk = desk;
  }

  // --- what was called

  /** Calls other than creates that may be made now. */
  public int permits(Instant now) {
    expire(now);
    return others.count();
  }

  /** Creates that were granted, and are neither sent nor over. */
  public int unspent() {
    return creates.count();
  }

  /** A call is sent; false: it must not be, because it comes too late. */
  public boolean spend(boolean create, Instant now) {
    expire(now);
    return (create ? creates : others).take();
  }

  /** The platform answered, so it has counted the call. */
  public void answered(Count call) {
    news.answered = news.answered.plus(call);
  }

  /** Nobody knows whether it was counted. */
  public void unclear(Count call) {
    news.unclear = news.unclear.plus(call);
  }

  /** It was not made. */
  public void unused(Count calls) {
    news.unused = news.unused.plus(calls);
  }

  /** The platform answered 429. */
  public void refused(Count call, Duration pause, Instant now) {
    news.refused = news.refused.plus(call);
    news.unused = news.unused.plus(call);
    Duration known = news.pause;
    news.pause = known == null || pause.compareTo(known) > 0 ? pause : known;
    pause(now.plus(pause));
  }

  /** What came with an answer. */
  public void told(Told told) {
    news.told.removeIf(older -> older.create() == told.create());
    news.told.add(told);
  }

  /** Of the other calls that may be made only so many are needed. */
  public void keep(int needed) {
    unused(new Count(0, others.drop(others.count() - needed)));
  }

  /** Whether there is room for something that can wait. */
  public boolean hasSpare(Instant now) {
    ledger.advance(now);
    return ledger.room(true, now).take(Rank.SESSION, 1) > 0;
  }

  /** Whether it is known how many calls there are in a minute. */
  public boolean isLimitKnown() {
    return ledger.isCallLimitKnown();
  }

  /** Null: nothing is known that limits creates. */
  public @Nullable Outlook outlook(Instant now) {
    ledger.advance(now);
    return ledger.outlook(neighbours.waiting(), now);
  }

  public Figures figures(Instant now) {
    ledger.advance(now);
    return ledger.figures(now);
  }

  /** Creates that were granted and are not needed. */
  public void giveBack(int needless) {
    unused(new Count(creates.drop(needless), 0));
  }

  private void expire(Instant now) {
    unused(new Count(creates.expire(now), others.expire(now)));
  }

  private void pause(Instant until) {
    if (until.isAfter(ledger.pausedUntil())) {
      ledger.pause(until);
      desk.paused(until);
    }
  }

  // --- the log

  /** A report was read from the log, in its order. */
  public void read(Report report, Duration age, Instant now) {
    Instant at = now.minus(age);
    Instant before = ledger.pausedUntil();
    ledger.hear(report, at);
    Room room = ledger.room(false, at);
    ledger.take(report.worker(), report.taken(), at);
    if (report.worker().equals(worker)) {
      own(report, room, now);
    } else {
      neighbours.hear(report, at);
    }
    if (ledger.pausedUntil().isAfter(before) && ledger.pausedUntil().isAfter(now)) {
      desk.paused(ledger.pausedUntil());
    }
  }

  private void own(Report report, Room room, Instant now) {
    OnItsWay awaited = onItsWay;
    if (awaited == null || awaited.number() != report.number()) {
      // It was given up as lost; what it took is not used.
      unused(report.taken());
      return;
    }
    onItsWay = null;
    if (isLost(awaited, now)) {
      // The others may have written off what it took before a call of it would be answered.
      unused(report.taken());
      return;
    }
    int otherCalls = room.take(Rank.PROBE, report.taken().others());
    int createCalls = room.take(Rank.CREATE_HIGH, report.taken().creates());
    Count granted = new Count(createCalls, otherCalls);
    unused(report.taken().minus(granted));
    if (granted.isNone()) {
      return;
    }
    // From when it was appended: so long the others hold its place for a worker that has died.
    Instant until = awaited.since().plus(GRANTED_FOR);
    creates.add(createCalls, until);
    others.add(otherCalls, until);
    desk.granted(granted);
  }

  private static boolean isLost(OnItsWay report, Instant now) {
    return !now.isBefore(report.since().plus(REPORT_LOST));
  }

  // --- what is wanted

  /**
   * Takes what may be taken, and tells what is to be told.
   *
   * @param claims what waits here and was not granted yet
   */
  public void look(List<Claim> claims, Backlog waiting, Instant now) {
    expire(now);
    OnItsWay awaited = onItsWay;
    if (awaited != null && !isLost(awaited, now)) {
      open = first(claims);
      return;
    }
    onItsWay = null;
    ledger.advance(now);
    List<Claim> left = new ArrayList<>();
    Count taken = take(claims, left, now);
    open = first(left);
    boolean tells = !taken.isNone() || news.isThere() || isNews(now);
    if (!tells) {
      return;
    }
    published = open;
    publishedAt = now;
    number++;
    onItsWay = new OnItsWay(number, taken, now);
    News told = news;
    news = new News();
    desk.append(
        new Report(
            worker,
            number,
            application,
            taken,
            told.answered,
            told.unclear,
            told.unused,
            told.refused,
            told.told,
            told.pause,
            published,
            waiting));
  }

  /** Others need not know of more. */
  private static List<Claim> first(List<Claim> claims) {
    return List.copyOf(claims.subList(0, Math.min(Demand.MOST, claims.size())));
  }

  private boolean isNews(Instant now) {
    return open.isEmpty() ? !published.isEmpty() : !now.isBefore(publishedAt.plus(pace()));
  }

  private Duration pace() {
    return open.equals(published) ? HEARTBEAT : NEWS;
  }

  /** Hands out what is free, to whomever it is due; what is ours is taken. */
  private Count take(List<Claim> claims, List<Claim> left, Instant now) {
    List<Neighbours.Foreign> foreign = neighbours.claims(now);
    List<Turn> turns = new ArrayList<>();
    boolean createsWait = false;
    for (Claim claim : claims) {
      turns.add(new Turn(claim, null));
      createsWait |= claim.rank().isCreate();
    }
    for (Neighbours.Foreign each : foreign) {
      turns.add(new Turn(each.claim(), each.of()));
      createsWait |= each.claim().rank().isCreate();
    }
    Collections.sort(turns);
    Room room = ledger.room(createsWait, now);
    Count taken = Count.NONE;
    for (Turn turn : turns) {
      Claim claim = turn.claim();
      int count = room.take(claim.rank(), claim.count());
      if (turn.of() != null) {
        if (count > 0) {
          neighbours.due(turn.of(), now);
        }
      } else {
        taken = taken.plus(claim.rank().isCreate() ? new Count(count, 0) : new Count(0, count));
        if (count < claim.count()) {
          left.add(claim.with(claim.count() - count));
        }
      }
    }
    return taken;
  }

  /**
   * @param of null: ours
   */
  private record Turn(Claim claim, Neighbours.@Nullable Neighbour of) implements Comparable<Turn> {
    @Override
    public int compareTo(Turn other) {
      return claim.compareTo(other.claim());
    }
  }

  /** When to look again although nothing happens; {@link Instant#MAX}: not at all. */
  public Instant next(Instant now) {
    Instant next = Neighbours.earlier(creates.next(), others.next());
    OnItsWay awaited = onItsWay;
    if (awaited != null) {
      return Neighbours.earlier(next, awaited.since().plus(REPORT_LOST));
    }
    if (!open.isEmpty()) {
      next = Neighbours.earlier(next, publishedAt.plus(pace()));
      next = Neighbours.earlier(next, neighbours.next());
    }
    return Neighbours.earlier(next, ledger.nextRoom(now));
  }
}
