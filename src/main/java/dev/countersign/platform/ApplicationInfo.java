package dev.countersign.platform;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What the platform tells of an application whose credentials it accepts (PROTOCOL §9).
 *
 * @param name as its owner called it
 * @param webhookUrl where the platform sends webhooks; null: nowhere
 */
public record ApplicationInfo(
    @Nullable String name, @Nullable String webhookUrl, boolean disabled) {

  static @Nullable ApplicationInfo read(JsonNode body) {
    JsonNode application = body.path("auth").path("application");
    return Json.isTrue(body, "pong")
        ? new ApplicationInfo(
            Json.text(application, "name"),
            Json.text(application, "webhookurl"),
            isSet(application.path("disabled")))
        : null;
  }

  /** A number in some answers and a boolean in others. */
  private static boolean isSet(JsonNode flag) {
    return flag.asInt() != 0 || flag.asBoolean();
  }
}
