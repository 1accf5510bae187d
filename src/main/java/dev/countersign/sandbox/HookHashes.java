package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;

/** {@code hookhash} (PROTOCOL §9): the hooks that wallets know by name. */
final class HookHashes {
  private final JsonNode known = Json.parse(Resources.text("hookhashes.json"));

  Answer all() {
    return Answer.json(200, known);
  }

  Answer one(String hash) {
    JsonNode hook = known.get(hash);
    if (hook == null) {
      throw PlatformError.notFound();
    }
    return Answer.json(200, hook);
  }
}
