package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The JSON form of the settings; what is left out stays as it is. */
final class SettingsJson {
  private static final String RELAXED_KEYS = "relaxed_keys";
  private static final String OLD_BODIES = "old_bodies";
  private static final String UNKNOWN_UUID = "unknown_uuid";
  private static final String WEBHOOK_SIGNATURES = "webhook_signatures";
  private static final String WEBHOOKS_TO_LOCALHOST = "webhooks_to_localhost";

  private static final String LIMIT_HEADERS = "limit_headers";
  private static final String LIMIT_PAGE = "limit_page";
  private static final String LIMIT_RETRY_AFTER = "limit_retry_after";

  private SettingsJson() {}

  static Settings changed(Settings now, JsonNode json) {
    ControlBody body =
        new ControlBody(
            json,
            RELAXED_KEYS,
            OLD_BODIES,
            UNKNOWN_UUID,
            WEBHOOK_SIGNATURES,
            WEBHOOKS_TO_LOCALHOST,
            LIMIT_HEADERS,
            LIMIT_PAGE,
            LIMIT_RETRY_AFTER);
    return new Settings(
        or(body.flag(RELAXED_KEYS), now.relaxedKeys()),
        or(body.flag(OLD_BODIES), now.oldBodies()),
        silent(body.text(UNKNOWN_UUID), now.silentUnknownSockets()),
        or(body.flag(WEBHOOK_SIGNATURES), now.webhookSignatures()),
        or(body.flag(WEBHOOKS_TO_LOCALHOST), now.webhooksToLocalhost()),
        limitAnswers(body, now.limitAnswers()));
  }

  private static boolean or(@Nullable Boolean given, boolean otherwise) {
    return given == null ? otherwise : given;
  }

  private static LimitAnswers limitAnswers(ControlBody body, LimitAnswers now) {
    return new LimitAnswers(
        headers(body.text(LIMIT_HEADERS), now.headers()),
        or(body.flag(LIMIT_PAGE), now.page()),
        or(body.flag(LIMIT_RETRY_AFTER), now.retryAfter()));
  }

  private static LimitAnswers.Headers headers(
      @Nullable String given, LimitAnswers.Headers otherwise) {
    return switch (given) {
      case null -> otherwise;
      case "all" -> LimitAnswers.Headers.ALL;
      case "without_reset" -> LimitAnswers.Headers.WITHOUT_RESET;
      case "none" -> LimitAnswers.Headers.NONE;
      default ->
          throw SandboxRefusal.bad(
              LIMIT_HEADERS
                  + ": \""
                  + given
                  + "\" is none of \"all\", \"without_reset\" and \"none\".");
    };
  }

  private static boolean silent(@Nullable String given, boolean otherwise) {
    return switch (given) {
      case null -> otherwise;
      case "close" -> false;
      case "silent" -> true;
      default ->
          throw SandboxRefusal.bad(
              UNKNOWN_UUID + ": \"" + given + "\" is neither \"close\" nor \"silent\".");
    };
  }

  static ObjectNode of(Settings settings) {
    return Json.object()
        .put(RELAXED_KEYS, settings.relaxedKeys())
        .put(OLD_BODIES, settings.oldBodies())
        .put(UNKNOWN_UUID, settings.silentUnknownSockets() ? "silent" : "close")
        .put(WEBHOOK_SIGNATURES, settings.webhookSignatures())
        .put(WEBHOOKS_TO_LOCALHOST, settings.webhooksToLocalhost())
        .put(LIMIT_HEADERS, settings.limitAnswers().headers().name().toLowerCase(Locale.ROOT))
        .put(LIMIT_PAGE, settings.limitAnswers().page())
        .put(LIMIT_RETRY_AFTER, settings.limitAnswers().retryAfter());
  }
}
