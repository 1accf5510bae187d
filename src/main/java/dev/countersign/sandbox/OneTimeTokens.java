package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All one-time tokens, and how often and how long they can be read (PROTOCOL §9.1). */
final class OneTimeTokens {
  private static final Duration LIFE = Duration.ofMinutes(1);

  private final Map<String, OneTimeToken> byValue = new HashMap<>();

  void add(OneTimeToken token) {
    byValue.put(token.value, token);
  }

  @Nullable OneTimeToken find(@Nullable String value) {
    return value == null ? null : byValue.get(value);
  }

  /** Once, within a minute; 404 unknown or too old, 410 already fetched (PROTOCOL §3.1). */
  OneTimeToken redeem(String value, Application application, Instant now) {
    OneTimeToken token = owned(value, application);
    if (!now.isBefore(token.issuedAt.plus(LIFE))) {
      throw PlatformError.invalid(404);
    }
    if (token.fetched) {
      throw PlatformError.invalid(410);
    }
    token.fetched = true;
    return token;
  }

  /** Any number of times for who knows secret and device; every device here may debug. */
  OneTimeToken again(String value, String hash, Application application) {
    OneTimeToken token = owned(value, application);
    if (!hash.equals(hash(token))) {
      throw PlatformError.invalid(404);
    }
    return token;
  }

  private OneTimeToken owned(String value, Application application) {
    OneTimeToken token = byValue.get(value);
    if (token == null || token.application != application) {
      throw PlatformError.invalid(404);
    }
    return token;
  }

  private static String hash(OneTimeToken token) {
    String text =
        String.join(".", token.value, token.application.credentials.secret(), device(token.person));
    return HexFormat.of().formatHex(Digests.sha1(text.toUpperCase(Locale.ROOT).getBytes(UTF_8)));
  }

  /** The same in every sandbox, like the person's account. */
  static String device(Person person) {
    ByteBuffer hash =
        ByteBuffer.wrap(
            Digests.sha256(("countersign sandbox device " + person.name).getBytes(UTF_8)));
    return Ids.v4(hash.getLong(), hash.getLong());
  }

  void clear() {
    byValue.clear();
  }
}
