package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.request.Ask;
import dev.countersign.request.Expectation;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What makes two commands under one id the same (CONTRACT §3): the meaning, not the bytes. Fields
 * that are absent leave no trace, so that a field added later changes no older fingerprint.
 */
final class Fingerprint {
  private Fingerprint() {}

  /**
   * @param bearer whom it is to act as; a newer token of the same person is the same
   * @param freeForm {@code txjson} and {@code blob}, where white space and key order mean nothing
   */
  static String of(
      String application,
      @Nullable String user,
      Map<String, String> context,
      Ask ask,
      @Nullable BearerPeek bearer,
      Expectation expect,
      @Nullable String replaces,
      Map<String, Json> freeForm) {
    Parts parts = new Parts(new HashMap<>(freeForm));
    parts.put("application", application);
    parts.put("user", user);
    context.forEach((name, value) -> parts.put("context." + name, value));
    if (ask.template() instanceof Ask.Template.TxBlob(String hex)) {
      parts.put("txblob", hex);
    }
    Ask.Options options = ask.options();
    parts.put("submit", options.submit());
    parts.put("multisign", options.multisign());
    parts.put("expire", options.expireMinutes());
    parts.put("return_url_app", options.returnUrlApp());
    parts.put("return_url_web", options.returnUrlWeb());
    parts.put("force_network", options.forceNetwork());
    parts.put("signers", options.signers().isEmpty() ? null : options.signers());
    parts.put("pathfinding", options.pathfinding());
    parts.put("pathfinding_fallback", options.pathfindingFallback());
    parts.put("instruction", ask.instruction());
    parts.put(
        "user_token",
        ask.userToken() == null ? null : ask.userToken().value().toLowerCase(Locale.ROOT));
    parts.put("bearer", bearer == null ? null : bearer.identity());
    parts.put("expect.account", expect.account());
    parts.put("expect.network", expect.network());
    parts.put("expect.destination", expect.destination());
    parts.put("expect.destination_tag", expect.destinationTag());
    parts.put("expect.amount", expect.amount() == null ? null : expect.amount().text());
    parts.put("replaces", replaces);
    parts.put("delivery", ask.delivery());
    // The usual one leaves no trace: there are fingerprints from before there was any.
    parts.put("priority", ask.priority() == Ask.Priority.NORMAL ? null : ask.priority());
    parts.put("not_after", ask.notAfter());
    return of(JsonText.canonical(new Json.Obj(parts.members())).getBytes(UTF_8));
  }

  static String of(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private record Parts(Map<String, Json> members) {
    void put(String name, @Nullable Object value) {
      if (value != null) {
        members.put(
            name,
            value instanceof List<?> list
                ? new Json.Arr(list.stream().map(String::valueOf).<Json>map(Json.Str::new).toList())
                : new Json.Str(value.toString()));
      }
    }
  }
}
