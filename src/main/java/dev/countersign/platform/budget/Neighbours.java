package dev.countersign.platform.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the other workers claim. They are left what is due to them, but one that does not take it
 * soon is passed over until it takes something again, and one that says nothing is forgotten.
 */
final class Neighbours {
  private static final Duration FORGOTTEN = Duration.ofSeconds(6);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Map<String, Neighbour> all = new HashMap<>();

  /** A claim and whose it is. */
  record Foreign(Neighbour of, Claim claim) {}

  static final class Neighbour {
    private List<Claim> claims = List.of();
    private Backlog waiting = Backlog.NONE;
    private Instant heardAt = Instant.EPOCH;
    private @Nullable Instant dueSince;
    private boolean passedOver;
  }

  void hear(Report report, Instant at) {
    Neighbour neighbour = all.computeIfAbsent(report.worker(), _ -> new Neighbour());
    neighbour.claims = report.claims();
    neighbour.waiting = report.waiting();
    neighbour.heardAt = at;
    if (!report.taken().isNone() || report.claims().isEmpty()) {
      neighbour.dueSince = null;
      neighbour.passedOver = false;
    }
  }

  List<Foreign> claims(Instant now) {
    all.values().removeIf(neighbour -> !now.isBefore(neighbour.heardAt.plus(FORGOTTEN)));
    List<Foreign> claims = new ArrayList<>();
    for (Neighbour neighbour : all.values()) {
      Instant since = neighbour.dueSince;
      if (since != null && !now.isBefore(since.plus(PATIENCE))) {
        neighbour.passedOver = true;
      }
      if (!neighbour.passedOver) {
        neighbour.claims.forEach(claim -> claims.add(new Foreign(neighbour, claim)));
      }
    }
    return claims;
  }

  /** Something is free for it; it will take it. */
  void due(Neighbour neighbour, Instant now) {
    if (neighbour.dueSince == null) {
      neighbour.dueSince = now;
    }
  }

  /** Creates that wait at any of them. */
  Backlog waiting() {
    Backlog sum = Backlog.NONE;
    for (Neighbour neighbour : all.values()) {
      sum = sum.plus(neighbour.waiting);
    }
    return sum;
  }

  /** When somebody's patience or silence is over next. */
  Instant next() {
    Instant next = Instant.MAX;
    for (Neighbour neighbour : all.values()) {
      Instant since = neighbour.dueSince;
      if (since != null && !neighbour.passedOver) {
        next = earlier(next, since.plus(PATIENCE));
      }
      if (!neighbour.claims.isEmpty()) {
        next = earlier(next, neighbour.heardAt.plus(FORGOTTEN));
      }
    }
    return next;
  }

  static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
