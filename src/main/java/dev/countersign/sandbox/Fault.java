package dev.countersign.sandbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One rule: which calls, how often, and what happens to them. Null parts match everything.
 *
 * @param path {@code create}, {@code read}, {@code read_by_identifier}, {@code cancel}, {@code
 *     ping}, {@code user_tokens}, {@code kyc_status}, {@code app_storage}, {@code curated_assets},
 *     {@code rates}, {@code xrpl_tx}, {@code account_meta}, {@code rails}, {@code hookhash}, {@code
 *     nftoken_detail}, {@code userdata}, {@code socket}, or the beginning of a path
 * @param times how often it takes effect; null is without end
 */
public record Fault(
    @Nullable String application,
    @Nullable String method,
    @Nullable String path,
    @Nullable Integer times,
    double probability,
    long seed,
    Effect effect) {

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
