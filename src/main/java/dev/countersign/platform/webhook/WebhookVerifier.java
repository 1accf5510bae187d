package dev.countersign.platform.webhook;

import dev.countersign.platform.Credentials;
import dev.countersign.platform.Keyring;
import dev.countersign.platform.webhook.WebhookVerdict.Forged;
import dev.countersign.platform.webhook.WebhookVerdict.Forgery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Pattern;

/** Tells the platform's webhooks from everybody else's. */
public final class WebhookVerifier {
  /**
   * How far a webhook's time may be from ours. Each attempt has a time of its own and reaches us at
   * once (PROTOCOL §8.3), so this only has to cover clocks that differ.
   */
  static final Duration WINDOW = Duration.ofMinutes(5);

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{40}");

  private final Keyring keyring;
  private final InstantSource clock;

  /**
   * @param keyring with both secrets of an application while one replaces the other
   */
  public WebhookVerifier(Keyring keyring, InstantSource clock) {
    this.keyring = keyring;
    this.clock = clock;
  }

  /** Whether there is such an application. */
  public boolean knows(String application) {
    return keyring.of(application) != null;
  }

  public WebhookVerdict judge(String application, WebhookHeaders headers, byte[] body) {
    Credentials known = keyring.of(application);
    if (known == null) {
      return new Forged(Forgery.UNKNOWN_APPLICATION);
    }
    String payload = headers.payload();
    String timestamp = headers.timestamp();
    String signature = headers.signature();
    if (payload == null
        || timestamp == null
        || signature == null
        || !SECONDS.matcher(timestamp).matches()
        || !HEX.matcher(signature).matches()) {
      return new Forged(Forgery.BAD_HEADER);
    }
    if (!WebhookSignature.matches(signature, known.secrets(), timestamp, body)) {
      return new Forged(Forgery.BAD_SIGNATURE);
    }
    if (!isFresh(Instant.ofEpochSecond(Long.parseLong(timestamp)))) {
      return new Forged(Forgery.STALE);
    }
    return WebhookReader.read(body, known.apiKey(), payload);
  }

  private boolean isFresh(Instant sent) {
    return Duration.between(sent, clock.instant()).abs().compareTo(WINDOW) <= 0;
  }
}
