package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.request.Bearer;
import dev.countersign.request.ClassicAddress;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a bearer says of itself before anyone has verified it: whom two commands must have in common
 * to be the same, and until when it is worth to wait. What cannot be read is left open here; the
 * verification will say so.
 *
 * @param subject the person's account; null: it does not say
 */
record BearerPeek(Bearer bearer, @Nullable String subject) {
  private static final BigDecimal LAST_SECOND = BigDecimal.valueOf(Bearer.NEVER.getEpochSecond());

  static BearerPeek of(String token) {
    Map<String, Json> claims = claims(token);
    Bearer bearer = new Bearer(token, client(claims), expiresAt(claims.get("exp")), false);
    String subject = text(claims.get("sub"));
    return new BearerPeek(
        bearer, subject != null && ClassicAddress.isValid(subject) ? subject : null);
  }

  /** Equal for two tokens of one person and application; of one that is none, only for itself. */
  String identity() {
    return subject == null || bearer.client().isEmpty()
        ? Fingerprint.of(bearer.token().getBytes(UTF_8))
        : bearer.client() + ' ' + subject;
  }

  private static Map<String, Json> claims(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return Map.of();
    }
    try {
      List<String> problems = new ArrayList<>();
      byte[] bytes = Base64.getUrlDecoder().decode(parts[1]);
      String json = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return JsonReader.read(json, "", Set.of(), problems) instanceof Json.Obj object
              && problems.isEmpty()
          ? object.members()
          : Map.of();
    } catch (IllegalArgumentException | CharacterCodingException | UndecodableException e) {
      return Map.of();
    }
  }

  private static String client(Map<String, Json> claims) {
    String client = text(claims.get("client_id"));
    String application = client == null ? text(claims.get("app_uuidv4")) : client;
    String audience = application == null ? text(claims.get("aud")) : application;
    return audience != null && Fields.isUuid(audience) ? audience : "";
  }

  private static Instant expiresAt(@Nullable Json exp) {
    boolean tells =
        exp instanceof Json.Num(BigDecimal seconds)
            && seconds.signum() >= 0
            && seconds.scale() <= 0
            && seconds.compareTo(LAST_SECOND) < 0;
    return tells && exp instanceof Json.Num(BigDecimal seconds)
        ? Instant.ofEpochSecond(seconds.longValueExact())
        : Bearer.NEVER;
  }

  private static @Nullable String text(@Nullable Json value) {
    return value instanceof Json.Str(String text) && !text.isEmpty() && !Texts.isBroken(text)
        ? text
        : null;
  }

  @Override
  public String toString() {
    return "BearerPeek[" + bearer + ", " + subject + "]";
  }
}
