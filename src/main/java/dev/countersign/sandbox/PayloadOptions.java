package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The options of a create, with the platform's defaults and leniencies (PROTOCOL §4.1). */
record PayloadOptions(
    boolean submit,
    boolean multisign,
    Duration expire,
    @Nullable String returnApp,
    @Nullable String returnWeb,
    @Nullable String forceNetwork,
    @Nullable ArrayNode signers,
    boolean pathfinding,
    boolean pathfindingFallback,
    @Nullable Boolean immutable,
    @Nullable Boolean forceAccount) {

  private static final Duration DEFAULT_EXPIRE = Duration.ofDays(1);
  private static final BigDecimal CENTURY = BigDecimal.valueOf(Duration.ofDays(36_525).toMinutes());
  private static final int URL_LENGTH = 250;

  static PayloadOptions of(JsonNode options, boolean signIn) {
    JsonNode returnUrl = options.path("return_url");
    return new PayloadOptions(
        !signIn && truth(options.path("submit"), true),
        !signIn && truth(options.path("multisign"), false),
        expire(options.path("expire")),
        url(returnUrl, "app"),
        url(returnUrl, "web"),
        Json.string(options, "force_network"),
        signers(options),
        truth(options.path("pathfinding"), false),
        truth(options.path("pathfinding_fallback"), false),
        options.path("immutable").isBoolean() ? options.path("immutable").booleanValue() : null,
        options.path("forceAccount").isBoolean()
            ? options.path("forceAccount").booleanValue()
            : null);
  }

  private static boolean truth(JsonNode value, boolean otherwise) {
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    if (value.isNumber()) {
      return value.decimalValue().signum() > 0;
    }
    String text = value.isTextual() ? value.textValue().strip() : "";
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) > 0 : otherwise;
  }

  /** Minutes; what is no positive number means the default, and there is no upper limit. */
  private static Duration expire(JsonNode value) {
    BigDecimal minutes = BigDecimal.ZERO;
    if (value.isNumber()) {
      minutes = value.decimalValue();
    } else if (value.isTextual() && value.textValue().strip().matches("[0-9]{1,18}")) {
      minutes = new BigDecimal(value.textValue().strip());
    }
    long whole = minutes.min(CENTURY).max(BigDecimal.ZERO).longValue();
    return whole == 0 ? DEFAULT_EXPIRE : Duration.ofMinutes(whole);
  }

  private static @Nullable String url(JsonNode returnUrl, String field) {
    String url = Json.string(returnUrl, field);
    if (url == null || url.isBlank()) {
      return null;
    }
    String stripped = url.strip();
    return stripped.substring(0, Math.min(stripped.length(), URL_LENGTH));
  }

  private static @Nullable ArrayNode signers(JsonNode options) {
    if (options.path("signers") instanceof ArrayNode several && !several.isEmpty()) {
      return several.deepCopy();
    }
    String single = Json.string(options, "signer");
    return single == null ? null : Json.array().add(single);
  }

  boolean mayBeSignedBy(String account) {
    return signers == null || Json.stream(signers).anyMatch(s -> account.equals(s.textValue()));
  }
}
