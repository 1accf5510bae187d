package dev.countersign.simulation;

import dev.countersign.platform.jwt.JwtCheck;
import dev.countersign.platform.jwt.JwtClaims;
import dev.countersign.platform.jwt.JwtRefusal;
import dev.countersign.platform.jwt.JwtVerdict;
import dev.countersign.testing.Forge;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;

/** JWTs of one person, whose keys can be read now and then. */
final class SimJwts implements JwtCheck {
  private static final String PERSON = "rhcEvK2vuWNw5mvm3JQotG6siMw1iGde1Y";
  private static final String CLIENT = "1b144141-440b-4fbc-a064-bfd1bdd3b0ce";
  private static final String GENUINE = ".genuine";

  private final Chance chance;

  SimJwts(Chance chance) {
    this.chance = chance;
  }

  static String issue(Instant expiresAt, boolean genuine) {
    String claims =
        "{\"sub\":\"%s\",\"client_id\":\"%s\",\"exp\":%d}"
            .formatted(PERSON, CLIENT, expiresAt.getEpochSecond());
    return Forge.with("{}", claims, genuine ? GENUINE.substring(1) : "forged");
  }

  @Override
  public Future<JwtVerdict> verify(String token, String application, Instant now) {
    return Future.succeededFuture(
        chance.of(0.3) ? new JwtVerdict.Undecided("down for now") : judge(token, now));
  }

  private static JwtVerdict judge(String token, Instant now) {
    if (!token.endsWith(GENUINE)) {
      return new JwtVerdict.Refused(JwtRefusal.JWT_SIGNATURE, "forged");
    }
    Instant expiresAt =
        Instant.ofEpochSecond(
            Long.parseLong(Forge.claims(token).replaceAll(".*\"exp\":([0-9]+)}", "$1")));
    if (!now.isBefore(expiresAt)) {
      return new JwtVerdict.Refused(JwtRefusal.JWT_EXPIRED, "too late");
    }
    Instant issuedAt = expiresAt.minus(Duration.ofHours(1));
    return new JwtVerdict.Accepted(new JwtClaims(PERSON, CLIENT, null, null, issuedAt, expiresAt));
  }
}
