package dev.countersign.sandbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One rule: which calls, how often, and what happens to them. Null parts match everything.
 *
 * @param application key of an application; letter case does not matter
 * @param path name of a call, like {@code create}, {@code socket} or {@code webhook}, as {@code GET
 *     /sandbox/} lists them, or the beginning of a path
 * @param times how often it takes effect, at least once; null is without end
 * @param probability above 0, up to 1
 * @throws SandboxRefusal when it can never take effect
 */
public record Fault(
    @Nullable String application,
    @Nullable String method,
    @Nullable String path,
    @Nullable Integer times,
    double probability,
    long seed,
    Effect effect) {

  public Fault {
    if (times != null && times < 1) {
      throw SandboxRefusal.bad("times: " + times + " is not a whole number from 1 on.");
    }
    if (!(probability > 0 && probability <= 1)) {
      throw SandboxRefusal.bad("probability: " + probability + " is not above 0 and up to 1.");
    }
    FaultReach.check(application, method, path, effect);
  }

  public static Fault on(String path, Effect effect) {
    return new Fault(null, null, path, null, 1, 0, effect);
  }

  /** Answers calls of {@code path} with a status and the platform's fatal body. */
  public static Fault answer(String path, int status) {
    return on(path, new Effect.Status(status, null, null));
  }

  public static Fault loseAnswer(String path) {
    return on(path, new Effect.LoseAnswer());
  }

  public static Fault reset(String path) {
    return on(path, new Effect.Reset());
  }

  public static Fault latency(String path, Duration delay) {
    return on(path, new Effect.Latency(new Delay.Fixed(delay)));
  }

  /** Of another length for each call. */
  public static Fault latency(String path, Delay delay) {
    return on(path, new Effect.Latency(delay));
  }

  public static Fault duplicateWebhooks() {
    return on("webhook", new Effect.DuplicateWebhooks());
  }

  public static Fault delayedWebhooks(Duration delay) {
    return on("webhook", new Effect.DelayedWebhooks(delay));
  }

  public static Fault lostWebhooks() {
    return on("webhook", new Effect.LostWebhooks());
  }

  /** Fresh payloads cannot be read by uuid or by identifier for this long. */
  public static Fault readLag(Duration lag) {
    return new Fault(null, null, null, null, 1, 0, new Effect.ReadLag(lag));
  }

  public Fault times(int newTimes) {
    return new Fault(application, method, path, newTimes, probability, seed, effect);
  }

  public Fault once() {
    return times(1);
  }

  public Fault ofApplication(String key) {
    return new Fault(key, method, path, times, probability, seed, effect);
  }

  public Fault withProbability(double newProbability, long newSeed) {
    return new Fault(application, method, path, times, newProbability, newSeed, effect);
  }
}
