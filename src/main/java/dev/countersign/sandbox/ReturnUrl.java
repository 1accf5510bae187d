package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A return URL with its placeholders filled in (PROTOCOL §12). */
final class ReturnUrl {
  private static final Pattern ID = placeholder("id");
  private static final Pattern CID = placeholder("cid");
  private static final Pattern TXID = placeholder("txid");
  private static final Pattern TXBLOB = placeholder("txblob");

  private ReturnUrl() {}

  static @Nullable String of(
      @Nullable String url, Payload payload, Identity.@Nullable Signed signature) {
    if (url == null) {
      return null;
    }
    String identifier = payload.request.customMeta().identifier();
    String filled = ID.matcher(url).replaceAll(payload.uuid);
    filled = first(CID, filled, identifier == null ? "" : URLEncoder.encode(identifier, UTF_8));
    filled = first(TXID, filled, signature == null ? "" : signature.txid());
    return first(TXBLOB, filled, signature == null ? "" : signature.hex());
  }

  private static String first(Pattern placeholder, String url, String value) {
    return placeholder.matcher(url).replaceFirst(Matcher.quoteReplacement(value));
  }

  private static Pattern placeholder(String name) {
    return Pattern.compile("\\{" + name + "}", Pattern.CASE_INSENSITIVE);
  }
}
