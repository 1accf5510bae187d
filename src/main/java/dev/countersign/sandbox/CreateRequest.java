package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A create that passed every check that needs no look at the stored payloads. */
record CreateRequest(
    TransactionTemplate template,
    PayloadOptions options,
    CustomMeta customMeta,
    @Nullable String userToken) {

  /** In the order of PROTOCOL §4.1: body, transaction, scam list, lengths. */
  static CreateRequest of(@Nullable JsonNode body) {
    if (body == null || !body.isObject() || body.isEmpty()) {
      throw PlatformError.invalid(599);
    }
    TransactionTemplate template = TransactionTemplate.of(body);
    if (ScamList.contains(template.destination())) {
      throw PlatformError.invalid(609);
    }
    return new CreateRequest(
        template,
        PayloadOptions.of(body.path("options"), template.type().equals(TransactionTypes.SIGN_IN)),
        CustomMeta.of(body.path("custom_meta")),
        Json.string(body, "user_token"));
  }
}
