package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
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

  /** In frames, where only the first of each placeholder is filled in. */
  static @Nullable String of(
      @Nullable String url, Payload payload, Identity.@Nullable Signed signature) {
    if (url == null) {
      return null;
    }
    String identifier = payload.request.customMeta().identifier();
    String filled = first(ID, url, payload.uuid);
    filled = first(CID, filled, identifier == null ? "" : encoded(identifier));
    filled = first(TXID, filled, signature == null ? "" : signature.txid());
    return first(TXBLOB, filled, signature == null ? "" : signature.hex());
  }

  /** In reads, where every {@code {id}} is. */
  static @Nullable String read(
      @Nullable String url, Payload payload, Identity.@Nullable Signed signature) {
    return url == null ? null : of(ID.matcher(url).replaceAll(payload.uuid), payload, signature);
  }

  /** As JavaScript encodes a part of a URL. */
  private static String encoded(String text) {
    String encoded = URLEncoder.encode(text, UTF_8).replace("+", "%20");
    for (String plain : List.of("!", "'", "(", ")", "~")) {
      encoded = encoded.replace(URLEncoder.encode(plain, UTF_8), plain);
    }
    return encoded;
  }

  private static String first(Pattern placeholder, String url, String value) {
    return placeholder.matcher(url).replaceFirst(Matcher.quoteReplacement(value));
  }

  private static Pattern placeholder(String name) {
    return Pattern.compile("\\{" + name + "}", Pattern.CASE_INSENSITIVE);
  }
}
