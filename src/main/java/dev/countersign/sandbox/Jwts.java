package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * The JWTs that people are known by: xApp ones under the application's secret (PROTOCOL §9.1), and
 * OAuth2 ones under a published key (PROTOCOL §10). What a one-time token or a sign-in that this
 * sandbox has forgotten led to is worth nothing.
 */
final class Jwts {
  static final Duration LIFE = Duration.ofHours(24);

  private final World world;

  Jwts(World world) {
    this.world = world;
  }

  /** With the account and the network; no user token (PROTOCOL §9.2). */
  String xapp(OneTimeToken token, String issuer) {
    Application application = token.application;
    JWTClaimsSet claims =
        common(application, token.person, token.network, issuer)
            .claim("ott_uuidv4", token.value)
            .build();
    try {
      return signed(
          new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build(),
          claims,
          new MACSigner(application.credentials.secret().getBytes(UTF_8)));
    } catch (JOSEException e) {
      throw new IllegalStateException("HS256 with the secret of " + application.name(), e);
    }
  }

  /** {@code state} is for the implicit flow only (PROTOCOL §10). */
  String oauth(SignInGrant grant, @Nullable String state, String issuer) {
    Resolution.Signed signed = grant.signed();
    Application application = grant.payload().application;
    String account = signed.by().identity.account();
    JWTClaimsSet.Builder claims =
        common(application, signed.by(), signed.network(), issuer)
            .claim("email", application.key() + "+" + account + "@xumm.me")
            .claim("payload_uuidv4", grant.payload().uuid);
    // Null removes a claim.
    claims.claim("scope", grant.scope()).claim("nonce", grant.nonce()).claim("state", state);
    claims.claim("usertoken_uuidv4", grant.userToken());
    RSAKey key = world.signingKeys.current();
    try {
      return signed(
          new JWSHeader.Builder(JWSAlgorithm.RS256)
              .type(JOSEObjectType.JWT)
              .keyID(key.getKeyID())
              .build(),
          claims.build(),
          new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("RS256 with key " + key.getKeyID(), e);
    }
  }

  private JWTClaimsSet.Builder common(
      Application application, Person person, Network network, String issuer) {
    Instant now = world.now();
    return new JWTClaimsSet.Builder()
        .claim("client_id", application.key())
        .audience(application.key())
        .subject(person.identity.account())
        .claim("app_uuidv4", application.key())
        .claim("app_name", application.name())
        .claim("network_type", network.name())
        .claim("network_endpoint", network.node)
        .claim("network_id", network.id)
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plus(LIFE)))
        .issuer(issuer);
  }

  private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer)
      throws JOSEException {
    SignedJWT jwt = new SignedJWT(header, claims);
    jwt.sign(signer);
    return jwt.serialize();
  }

  /** Refused like a wrong secret, or as the application that it names would be (PROTOCOL §2.2). */
  Session session(String token) {
    try {
      SignedJWT jwt = parsed(token);
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      Application application = world.applications.find(claims.getStringClaim("client_id"));
      if (application == null) {
        throw new PlatformError(403, 811);
      }
      Person person = person(jwt, claims, application);
      Date expires = claims.getExpirationTime();
      if (person == null || expires == null || !world.now().isBefore(expires.toInstant())) {
        throw new PlatformError(403, 813);
      }
      if (application.disabled) {
        throw new PlatformError(403, 810);
      }
      return new Session(application, person, (ObjectNode) Json.parse(jwt.getPayload().toBytes()));
    } catch (ParseException | JOSEException | IOException e) {
      throw new PlatformError(403, 813);
    }
  }

  /** Each algorithm has its own kind of key and its own way to a person; no others are known. */
  private @Nullable Person person(SignedJWT jwt, JWTClaimsSet claims, Application application)
      throws ParseException, JOSEException {
    JWSAlgorithm algorithm = jwt.getHeader().getAlgorithm();
    if (algorithm.equals(JWSAlgorithm.HS256)) {
      JWSVerifier secret = new MACVerifier(application.credentials.secret().getBytes(UTF_8));
      OneTimeToken ott = world.oneTimeTokens.find(claims.getStringClaim("ott_uuidv4"));
      return jwt.verify(secret) && ott != null && ott.application == application
          ? ott.person
          : null;
    }
    RSAKey key = world.signingKeys.find(jwt.getHeader().getKeyID());
    if (!algorithm.equals(JWSAlgorithm.RS256) || key == null) {
      return null;
    }
    String uuid = claims.getStringClaim("payload_uuidv4");
    Payload payload = uuid == null ? null : world.payloads.find(uuid);
    return jwt.verify(new RSASSAVerifier(key))
            && payload != null
            && payload.application == application
            && payload.resolution instanceof Resolution.Signed signed
        ? signed.by()
        : null;
  }

  /** What the log shows before anyone has verified it. */
  static @Nullable String claimedClient(String token) {
    try {
      return parsed(token).getJWTClaimsSet().getStringClaim("client_id");
    } catch (ParseException e) {
      return null;
    }
  }

  /** The library's parser falls over a header that is null. */
  private static SignedJWT parsed(String token) throws ParseException {
    try {
      return SignedJWT.parse(token);
    } catch (NullPointerException e) {
      throw new ParseException("Its header is null.", 0);
    }
  }
}
