package dev.countersign.platform.webhook;

import dev.countersign.config.Secret;
import java.util.List;

/**
 * What the webhooks of one application are checked with.
 *
 * @param apiKey which every body of its names
 * @param secrets the current one, and the previous one while it is being replaced
 */
public record WebhookKeys(String apiKey, List<Secret> secrets) {
  public WebhookKeys {
    secrets = List.copyOf(secrets);
  }
}
