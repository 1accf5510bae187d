package dev.countersign.platform;

import dev.countersign.config.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the platform's console issues for an application (PROTOCOL §2.1).
 *
 * @param previousSecret what the platform may still sign with while the secret is being changed
 */
public record Credentials(String apiKey, Secret apiSecret, @Nullable Secret previousSecret) {

  /** All that a signature of the platform may have been made with, the likeliest first. */
  public List<Secret> secrets() {
    return previousSecret == null ? List.of(apiSecret) : List.of(apiSecret, previousSecret);
  }
}
