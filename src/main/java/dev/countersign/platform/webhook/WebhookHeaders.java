package dev.countersign.platform.webhook;

import org.jspecify.annotations.Nullable;

/** The headers of a webhook that count; null: not there, or more than once. */
public record WebhookHeaders(
    @Nullable String payload, @Nullable String timestamp, @Nullable String signature) {
  public static final String PAYLOAD = "x-xumm-payload";
  public static final String TIMESTAMP = "x-xumm-request-timestamp";
  public static final String SIGNATURE = "x-xumm-request-signature";
}
