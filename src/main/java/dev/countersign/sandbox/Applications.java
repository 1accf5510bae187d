package dev.countersign.sandbox;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All applications, and who a caller is (PROTOCOL §2). */
final class Applications {
  private final Map<String, Application> byKey = new LinkedHashMap<>();

  /** Any UUID-shaped pair will do (PROTOCOL §14). */
  boolean relaxedKeys;

  Applications() {
    reset();
  }

  void reset() {
    byKey.clear();
    add(SandboxApplication.DEFAULT);
  }

  Application add(SandboxApplication credentials) {
    Application application = new Application(credentials);
    byKey.put(credentials.key(), application);
    return application;
  }

  @Nullable Application find(@Nullable String key) {
    return key == null ? null : byKey.get(normal(key));
  }

  /** Any letter case will do, and blanks around it (PROTOCOL §2.1). */
  static String normal(String key) {
    return key.strip().toLowerCase(Locale.ROOT);
  }

  Collection<Application> all() {
    return byKey.values();
  }

  /** A key alone, where something else than the secret proves the caller (PROTOCOL §9.2). */
  Application identify(@Nullable String key) {
    if (key == null || !wellFormed(key.strip())) {
      throw new PlatformError(403, 812);
    }
    Application application = find(key);
    if (application == null) {
      throw new PlatformError(403, 811);
    }
    if (application.disabled) {
      throw new PlatformError(403, 810);
    }
    return application;
  }

  boolean wellFormed(String keyOrSecret) {
    return relaxedKeys ? Ids.isUuid(keyOrSecret) : Ids.isV4(keyOrSecret);
  }

  /** PROTOCOL §2.2; all four failures arrive as 403. */
  Application authenticate(@Nullable String key, @Nullable String secret) {
    if (key == null || secret == null || !wellFormed(key.strip()) || !wellFormed(secret.strip())) {
      throw new PlatformError(403, 812);
    }
    Application application = find(key);
    if (application == null) {
      throw new PlatformError(403, 811);
    }
    if (!application.credentials.secret().equals(secret.strip())) {
      throw new PlatformError(403, 813);
    }
    if (application.disabled) {
      throw new PlatformError(403, 810);
    }
    return application;
  }
}
