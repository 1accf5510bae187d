package dev.countersign.platform.jwt;

import dev.countersign.config.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The applications as they are configured now: credentials may be read again while we run. */
@FunctionalInterface
public interface JwtApplications {

  /** Null: no such application. */
  @Nullable Keys of(String alias);

  /**
   * What an application's JWTs are known by.
   *
   * @param secrets the present one, and the previous one while it is being replaced
   */
  record Keys(String apiKey, List<Secret> secrets) {
    public Keys {
      secrets = List.copyOf(secrets);
    }
  }
}
