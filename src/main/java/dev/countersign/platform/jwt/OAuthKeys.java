package dev.countersign.platform.jwt;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Future;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The OAuth2 provider's keys, remembered. They are read again when they are old or do not explain a
 * token, but not more often than the pauses allow, whatever tokens come. While the provider is down
 * the ones that are known stay good. May be shared between threads.
 */
final class OAuthKeys {
  private static final Logger log = LoggerFactory.getLogger(OAuthKeys.class);
  private static final JsonMapper MAPPER = new JsonMapper();

  static final Duration OLD = Duration.ofHours(1);
  static final Duration PAUSE = Duration.ofSeconds(10);
  static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  private final String base;
  private final URI origin;
  private final Documents documents;
  private final ProviderTrouble listener;

  private @Nullable KeySet known;
  private @Nullable Future<KeySet> underWay;
  private @Nullable Instant askedAt;
  private @Nullable String trouble;

  OAuthKeys(URI provider, Documents documents, ProviderTrouble listener) {
    String text = provider.toString();
    this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    this.origin = provider;
    this.documents = documents;
    this.listener = listener;
  }

  /** Fails with a message while nothing is known. */
  synchronized Future<KeySet> current(Instant now) {
    if (known == null) {
      return asked(now);
    }
    if (!now.isBefore(known.askedAt().plus(OLD)) && mayAsk(now)) {
      // Whoever asks now need not wait for it.
      ask(now);
    }
    return Future.succeededFuture(known);
  }

  /** Newer ones than {@code seen}; fails with a message when there are none yet. */
  synchronized Future<KeySet> newer(KeySet seen, Instant now) {
    return known != null && known.askedAt().isAfter(seen.askedAt())
        ? Future.succeededFuture(known)
        : asked(now);
  }

  private Future<KeySet> asked(Instant now) {
    if (underWay != null) {
      return underWay;
    }
    return mayAsk(now)
        ? ask(now)
        : Future.failedFuture(trouble == null ? "its keys were read a moment ago" : trouble);
  }

  private boolean mayAsk(Instant now) {
    if (underWay != null) {
      return false;
    }
    Duration pause = trouble == null ? PAUSE : PAUSE_AFTER_FAILURE;
    // A clock that was set back does not make the pause longer.
    return askedAt == null || now.isBefore(askedAt) || !now.isBefore(askedAt.plus(pause));
  }

  private Future<KeySet> ask(Instant now) {
    askedAt = now;
    Future<KeySet> reading = read(now);
    underWay = reading;
    reading.onComplete(
        result -> {
          if (result.succeeded()) {
            learned(result.result());
          } else {
            failed(String.valueOf(result.cause().getMessage()));
          }
        });
    return reading;
  }

  private synchronized void learned(KeySet keys) {
    known = keys;
    underWay = null;
    trouble = null;
    listener.changed(null);
    log.atInfo()
        .addKeyValue("provider", base)
        .addKeyValue("keys", keys.keys().size())
        .log("OAuth2 keys read");
  }

  private synchronized void failed(String message) {
    if (trouble == null) {
      log.atWarn()
          .addKeyValue("provider", base)
          .addKeyValue("known", known != null)
          .addKeyValue("detail", message)
          .log("OAuth2 keys cannot be read");
    }
    underWay = null;
    trouble = message;
    listener.changed("its keys cannot be read: " + message);
  }

  private Future<KeySet> read(Instant now) {
    return documents
        .read(URI.create(base + "/.well-known/openid-configuration"))
        .compose(
            discovery -> {
              JsonNode document = tree(discovery);
              String issuer = document.path("issuer").textValue();
              if (issuer == null || issuer.isEmpty()) {
                return Future.failedFuture("its discovery document names no issuer");
              }
              return documents
                  .read(certs(document.path("jwks_uri").textValue()))
                  .compose(certs -> keys(issuer, certs, now));
            });
  }

  private static Future<KeySet> keys(String issuer, String certs, Instant now) {
    try {
      return Future.succeededFuture(KeySet.of(issuer, certs, now));
    } catch (ParseException e) {
      return Future.failedFuture("its keys are not usable: " + e.getMessage());
    }
  }

  /** Where discovery says, if that is the host that is configured; else where it always was. */
  private URI certs(@Nullable String offered) {
    URI usual = URI.create(base + "/certs");
    try {
      URI address = offered == null ? usual : URI.create(offered);
      boolean ours =
          origin.getScheme().equalsIgnoreCase(address.getScheme())
              && String.valueOf(origin.getRawAuthority())
                  .equalsIgnoreCase(address.getRawAuthority());
      return ours ? address : usual;
    } catch (IllegalArgumentException _) {
      return usual;
    }
  }

  private static JsonNode tree(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException _) {
      return MAPPER.missingNode();
    }
  }
}
