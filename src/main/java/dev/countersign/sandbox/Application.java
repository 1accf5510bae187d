package dev.countersign.sandbox;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** One application on the platform, with the switches of its owner. */
final class Application {
  final SandboxApplication credentials;
  final RateLimiter limiter = new RateLimiter();
  boolean disabled;

  /** Null: those of everybody. */
  @Nullable Limits limits;

  @Nullable URI webhookUrl;

  /** Whether it has an xApp, and with it the permission to push messages (PROTOCOL §9.1). */
  boolean xapp = true;

  /** Whether it may push to people by user_uuid and user_account too (PROTOCOL §9.1). */
  boolean pushesToAnyone;

  RedirectUris redirectUris = RedirectUris.LOCAL;

  Application(SandboxApplication credentials) {
    this.credentials = credentials;
  }

  String key() {
    return credentials.key();
  }

  String name() {
    return credentials.name();
  }
}
