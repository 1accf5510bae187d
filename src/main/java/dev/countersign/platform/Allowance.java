package dev.countersign.platform;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/**
 * What the platform tells with an answer about an application's sliding minute (PROTOCOL §11).
 *
 * @param limit calls in a minute
 * @param remaining of them now
 */
public record Allowance(int limit, int remaining) {

  /** Null: the answer does not tell, or not in whole numbers. */
  static @Nullable Allowance of(MultiMap headers) {
    try {
      return new Allowance(
          Integer.parseInt(headers.get("x-ratelimit-limit")),
          Integer.parseInt(headers.get("x-ratelimit-remaining")));
    } catch (NumberFormatException _) {
      return null;
    }
  }

  /**
   * Hears of every allowance that is told, before the answer it came with; that to a create may
   * speak of creates alone.
   */
  @FunctionalInterface
  public interface Listener {
    void told(String application, boolean create, Allowance allowance);
  }
}
