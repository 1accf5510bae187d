package dev.countersign.platform.jwt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.request.ClassicAddress;
import dev.countersign.request.UserToken;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What every JWT must claim, whoever issued it (CONTRACT §8). */
final class ClaimRules {
  /** How far the platform's clock may be from ours. */
  static final Duration SKEW = Duration.ofSeconds(60);

  /** PROTOCOL §§9.1, 10. */
  private static final Duration LONGEST_LIFE = Duration.ofHours(24);

  private static final long LAST_SECOND = 253_402_300_799L;
  private static final Pattern UUID =
      Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final JsonNode claims;
  private final String apiKey;

  ClaimRules(JsonNode claims, String apiKey) {
    this.claims = claims;
    this.apiKey = apiKey;
  }

  JwtClaims judge(Instant now) throws RefusedException {
    client();
    audience();
    Instant issuedAt = moment("iat");
    Instant expiresAt = moment("exp");
    times(issuedAt, expiresAt, now);
    return new JwtClaims(subject(), apiKey, network(), userToken(), issuedAt, expiresAt);
  }

  /** A valid signature for another application is a refusal, too. */
  private void client() throws RefusedException {
    for (String name : new String[] {"client_id", "app_uuidv4"}) {
      if (claims.has(name) && !apiKey.equals(claims.path(name).textValue())) {
        throw new RefusedException(
            JwtRefusal.JWT_FOREIGN_CLIENT, name + " is not the API key of this application");
      }
    }
  }

  void mustNameClient() throws RefusedException {
    if (!claims.has("client_id") && !claims.has("app_uuidv4")) {
      throw new RefusedException(
          JwtRefusal.JWT_FOREIGN_CLIENT, "neither client_id nor app_uuidv4 is there");
    }
  }

  private void audience() throws RefusedException {
    if (claims.has("aud") && !apiKey.equals(claims.path("aud").textValue())) {
      throw new RefusedException(
          JwtRefusal.JWT_AUDIENCE, "aud must be the API key of this application, as a single text");
    }
  }

  void mustNameAudience() throws RefusedException {
    if (!claims.has("aud")) {
      throw new RefusedException(JwtRefusal.JWT_AUDIENCE, "aud is missing");
    }
  }

  private Instant moment(String name) throws RefusedException {
    JsonNode value = claims.path(name);
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      long seconds = value.longValue();
      if (seconds >= 0 && seconds <= LAST_SECOND) {
        return Instant.ofEpochSecond(seconds);
      }
    }
    throw new RefusedException(
        JwtRefusal.JWT_LIFETIME, name + " must be there and be a whole number of seconds");
  }

  private void times(Instant issuedAt, Instant expiresAt, Instant now) throws RefusedException {
    if (issuedAt.isAfter(now.plus(SKEW))) {
      throw new RefusedException(
          JwtRefusal.JWT_NOT_YET, "it was issued at " + issuedAt + ", which is in the future");
    }
    if (claims.has("nbf") && moment("nbf").isAfter(now.plus(SKEW))) {
      throw new RefusedException(JwtRefusal.JWT_NOT_YET, "nbf is in the future");
    }
    if (!now.isBefore(expiresAt)) {
      throw new RefusedException(JwtRefusal.JWT_EXPIRED, "it expired at " + expiresAt);
    }
    Duration life = Duration.between(issuedAt, expiresAt);
    if (!life.isPositive() || life.compareTo(LONGEST_LIFE.plus(SKEW)) > 0) {
      throw new RefusedException(
          JwtRefusal.JWT_LIFETIME,
          "it lives from " + issuedAt + " to " + expiresAt + ", and a JWT may live 24 hours");
    }
  }

  private String subject() throws RefusedException {
    String subject = claims.path("sub").textValue();
    if (subject == null || !ClassicAddress.isValid(subject)) {
      throw new RefusedException(
          JwtRefusal.JWT_SUBJECT, "sub must be a classic address (r…) with a right checksum");
    }
    return subject;
  }

  private @Nullable String network() throws RefusedException {
    JsonNode network = claims.path("network_type");
    if (network.isMissingNode() || network.isNull()) {
      return null;
    }
    if (!network.isTextual()) {
      throw new RefusedException(JwtRefusal.JWT_NETWORK, "network_type must be text");
    }
    return network.textValue();
  }

  private @Nullable UserToken userToken() {
    String token = claims.path("usertoken_uuidv4").textValue();
    return token != null && UUID.matcher(token).matches() ? new UserToken(token) : null;
  }
}
