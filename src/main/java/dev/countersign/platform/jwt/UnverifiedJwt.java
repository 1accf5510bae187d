package dev.countersign.platform.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A token taken apart and not believed yet. Only one reading of it is possible: no name twice, no
 * character that a lenient decoder would skip.
 */
final class UnverifiedJwt {
  static final int LONGEST = 8 * 1024;

  private static final int DEEPEST = 8;
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9_-]+");

  /** What a header must not have: it brings keys, points to some, or changes what is signed. */
  private static final List<String> FORBIDDEN =
      List.of("jwk", "jku", "x5u", "x5c", "crit", "b64", "zip");

  private static final JsonMapper STRICT =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode header;
  private final JsonNode claims;
  private final String signed;
  private final String signature;

  private UnverifiedJwt(JsonNode header, JsonNode claims, String signed, String signature) {
    this.header = header;
    this.claims = claims;
    this.signed = signed;
    this.signature = signature;
  }

  static UnverifiedJwt parse(String token) throws RefusedException {
    if (token.length() > LONGEST) {
      throw new RefusedException(
          JwtRefusal.JWT_TOO_LARGE,
          "it has " + token.length() + " characters, and a JWT may have " + LONGEST);
    }
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      throw malformed("it must have three parts with dots between, got " + parts.length);
    }
    JsonNode header = object(parts[0], "its header");
    for (String name : FORBIDDEN) {
      if (header.has(name)) {
        throw new RefusedException(
            JwtRefusal.JWT_HEADER, "its header has " + name + ", which no JWT of the platform has");
      }
    }
    return new UnverifiedJwt(
        header, object(parts[1], "its claims"), parts[0] + '.' + parts[1], parts[2]);
  }

  /** Refuses every algorithm but the one that the profile has chosen. */
  void mustHaveAlgorithm(String algorithm) throws RefusedException {
    if (!algorithm.equals(header.path("alg").textValue())) {
      throw new RefusedException(
          JwtRefusal.JWT_ALGORITHM, "a JWT of this kind must be signed with " + algorithm);
    }
  }

  JsonNode claims() {
    return claims;
  }

  /** Name of the key that it says it is signed with; null: it names none. */
  @Nullable String keyId() throws RefusedException {
    JsonNode kid = header.path("kid");
    if (kid.isMissingNode()) {
      return null;
    }
    if (!kid.isTextual()) {
      throw malformed("kid in its header must be text");
    }
    return kid.textValue();
  }

  /** What the signature is over. */
  byte[] signed() {
    return signed.getBytes(UTF_8);
  }

  /** In base64url. */
  String signature() throws RefusedException {
    if (!PART.matcher(signature).matches()) {
      throw new RefusedException(
          JwtRefusal.JWT_SIGNATURE,
          signature.isEmpty() ? "it is not signed" : "its signature is not base64url");
    }
    return signature;
  }

  private static JsonNode object(String part, String which) throws RefusedException {
    if (!PART.matcher(part).matches()) {
      throw malformed(which + " must be base64url");
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(part);
      String json = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      JsonNode node = STRICT.readTree(json);
      if (node.isObject()) {
        return node;
      }
    } catch (IllegalArgumentException | CharacterCodingException | JacksonException _) {
      // Their messages may quote the token.
    }
    throw malformed(
        which
            + " must be a JSON object in UTF-8 with no name twice and at most "
            + DEEPEST
            + " levels");
  }

  private static RefusedException malformed(String message) {
    return new RefusedException(JwtRefusal.JWT_MALFORMED, message);
  }
}
