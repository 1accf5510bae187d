package dev.countersign.platform;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/** Asks the platform who an application is, once and outside of any worker. */
public final class PlatformProbe {
  private final HttpXamanApi api;

  public PlatformProbe(Vertx vertx, PlatformSettings settings) {
    this.api =
        new HttpXamanApi(vertx, vertx.getOrCreateContext(), InstantSource.system(), settings);
  }

  /** What the platform says to this application's credentials. */
  public Future<Answer<ApplicationInfo>> ping(String application) {
    return api.ping(application);
  }

  /** Why credentials are refused, for a person. */
  public static String refusal(Answer.Unauthorized<?> refused) {
    return refused.code() == null
        ? "the platform refuses the credentials"
        : "code " + refused.code() + ": " + Refusals.text(refused.code());
  }
}
