package dev.countersign.sandbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The sandbox's own limiter for whoever has no sandbox, but a clock of its own. */
public final class SandboxMinute {
  private final RateLimiter limiter = new RateLimiter();
  private Limits limits;

  public SandboxMinute(Limits limits) {
    this.limits = limits;
  }

  /**
   * What becomes of a call.
   *
   * @param limit null: nothing is told
   */
  public record Verdict(boolean allowed, @Nullable Integer limit, int remaining, long reset) {}

  public void limits(Limits limits) {
    this.limits = limits;
  }

  public Verdict create(Instant now) {
    return verdict(Endpoint.CREATE, now);
  }

  public Verdict read(Instant now) {
    return verdict(Endpoint.READ, now);
  }

  private Verdict verdict(Endpoint endpoint, Instant now) {
    RateLimiter.Verdict verdict = limiter.take(limits, endpoint, now);
    RateLimiter.Left left = verdict.left();
    return left == null
        ? new Verdict(verdict.allowed(), null, 0, 0)
        : new Verdict(verdict.allowed(), left.limit(), left.remaining(), left.reset());
  }
}
