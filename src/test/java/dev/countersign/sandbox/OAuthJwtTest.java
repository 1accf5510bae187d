package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §10: the OAuth2 JWT, who can check it and what it is good for")
class OAuthJwtTest extends OAuthTest {
  private static final Instant NEW_YEAR = Instant.parse("2030-01-01T00:00:00Z");

  @Test
  @DisplayName("§10 its claims, for 24 hours, and no state in the code flow")
  void claims() {
    sandbox.clock().set(NEW_YEAR);
    String uuid = begun(asking("scope", "openid", "nonce", "n1", "force_network", "XAHAU"));
    sandbox.person("ada").sign(uuid);
    String code = query(back(uuid)).getOrDefault("code", "");
    String account = sandbox.person("ada").account();

    JsonNode claims = claims(token(redeeming(code)).expect(200).path("access_token").asText());

    long iat = claims.path("iat").asLong();
    assertThat(iat).isBetween(NEW_YEAR.getEpochSecond(), NEW_YEAR.getEpochSecond() + 30);
    assertThat(claims)
        .isEqualTo(
            Json.parse(
                """
                {"client_id":"%1$s","aud":"%1$s","sub":"%2$s","email":"%1$s+%2$s@xumm.me",
                 "scope":"openid","nonce":"n1","app_uuidv4":"%1$s","app_name":"%3$s",
                 "payload_uuidv4":"%4$s","usertoken_uuidv4":"%5$s","network_type":"XAHAU",
                 "network_endpoint":"wss://xahau.network","network_id":21337,
                 "iat":%6$d,"exp":%7$d,"iss":"%8$s/oauth2"}"""
                    .formatted(
                        SHOP.key(),
                        account,
                        SHOP.name(),
                        uuid,
                        sandbox.person("ada").userToken(SHOP.key()),
                        iat,
                        iat + 86_400,
                        sandbox.url())));
  }

  @Test
  @DisplayName("§10 what was not asked with is no claim, nor is a token that was taken back")
  void fewerClaims() {
    String uuid = begun(asking());
    sandbox.person("ada").sign(uuid);
    sandbox.person("ada").revoke(SHOP.key());

    JsonNode claims =
        claims(
            token(redeeming(query(back(uuid)).getOrDefault("code", "")))
                .expect(200)
                .path("access_token")
                .asText());

    assertThat(claims.properties())
        .extracting(Map.Entry::getKey)
        .doesNotContain("scope", "nonce", "state", "usertoken_uuidv4", "ott_uuidv4");
  }

  @Test
  @DisplayName("§10 it is RS256 under the published key that its header names")
  void published() throws ParseException, JOSEException {
    String jwt = jwt();
    JsonNode certs = new Frontend(sandbox.url()).get("/oauth2/certs").expect(200);

    assertThat(certs.path("keys")).hasSize(1);
    assertThat(certs.at("/keys/0").properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder("kty", "e", "use", "kid", "alg", "n");
    assertThat(part(jwt, 0))
        .isEqualTo(
            Json.parse(
                "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"%s\"}"
                    .formatted(certs.at("/keys/0/kid").asText())));
    JWK key = JWKSet.parse(certs.toString()).getKeys().getFirst();
    assertThat(SignedJWT.parse(jwt).verify(new RSASSAVerifier(key.toRSAKey()))).isTrue();
  }

  @Test
  @DisplayName("CONTRACT §10 after a rotation a new key signs, and old JWTs are good on")
  void rotated() {
    String old = jwt();
    control("POST", "keys", "{\"rotate\":true}");
    String fresh = jwt();

    assertThat(part(fresh, 0).path("kid")).isNotEqualTo(part(old, 0).path("kid"));
    assertThat(new Frontend(sandbox.url()).get("/oauth2/certs").expect(200).path("keys"))
        .hasSize(2);
    for (String jwt : new String[] {old, fresh}) {
      Frontend.withJwt(sandbox.url(), jwt).get("/oauth2/userinfo").expect(200);
    }
  }

  @Test
  @DisplayName("§10 discovery names the end points, the flows and RS256")
  void discovery() {
    JsonNode json =
        new Frontend(sandbox.url()).get("/oauth2/.well-known/openid-configuration").expect(200);

    String issuer = sandbox.url() + "/oauth2";
    assertThat(json.path("issuer").asText()).isEqualTo(issuer);
    assertThat(json.path("authorization_endpoint").asText()).isEqualTo(issuer + "/auth");
    assertThat(json.path("token_endpoint").asText()).isEqualTo(issuer + "/token");
    assertThat(json.path("userinfo_endpoint").asText()).isEqualTo(issuer + "/userinfo");
    assertThat(json.path("jwks_uri").asText()).isEqualTo(issuer + "/certs");
    assertThat(json.path("response_types_supported")).isEqualTo(Json.parse("[\"code\",\"token\"]"));
    assertThat(json.path("id_token_signing_alg_values_supported"))
        .isEqualTo(Json.parse("[\"RS256\"]"));
    assertThat(json.path("code_challenge_methods_supported")).isEqualTo(Json.parse("[\"S256\"]"));
    assertThat(json.path("subject_types_supported")).isEqualTo(Json.parse("[\"public\"]"));
  }

  @Test
  @DisplayName("§10 userinfo says who it is and on which network")
  void userinfo() {
    String account = sandbox.person("ada").account();

    JsonNode me = Frontend.withJwt(sandbox.url(), jwt()).get("/oauth2/userinfo").expect(200);

    assertThat(me)
        .isEqualTo(
            Json.parse(
                """
                {"sub":"%1$s","email":"%2$s+%1$s@xumm.me","picture":"%3$s/avatar/%1$s.png",
                 "account":"%1$s","name":"ada","domain":"","blocked":false,"source":"",
                 "kycApproved":false,"proSubscription":false,
                 "profile":{"slug":null,"profileUrl":null,"accountSlug":null,"payString":null},
                 "networkType":"MAINNET","networkEndpoint":"wss://xrplcluster.com",
                 "networkId":0}"""
                    .formatted(account, SHOP.key(), sandbox.url())));
  }

  @Test
  @DisplayName("§10 without a JWT userinfo is 401 invalid_jwt, with a bad one 403 jwt_auth_error")
  void noUserinfo() {
    String ott = sandbox.person("ada").openXapp(SHOP.key());
    String xapp =
        new Frontend(sandbox.url(), "x-api-key", SHOP.key(), "x-api-ott", ott)
            .get("/api/v1/jwt/authorize")
            .expect(200)
            .path("jwt")
            .asText();

    assertThat(refusal(server().get("/oauth2/userinfo"))).startsWith("401 invalid_jwt");
    for (String bad : new String[] {"nonsense", xapp}) {
      assertThat(refusal(Frontend.withJwt(sandbox.url(), bad).get("/oauth2/userinfo")))
          .startsWith("403 jwt_auth_error");
    }
  }

  @Test
  @DisplayName("§9.2 ping with it answers its claims and pong")
  void ping() {
    String jwt = jwt();

    JsonNode pong = Frontend.withJwt(sandbox.url(), jwt).get("/api/v1/jwt/ping").expect(200);

    assertThat(pong).isEqualTo(((ObjectNode) claims(jwt)).put("pong", true));
    assertThat(pong.has("ott_uuidv4")).isFalse();
  }

  @Test
  @DisplayName("§10 a payload created with it is pushed by itself")
  void pushes() {
    JsonNode created =
        Frontend.withJwt(sandbox.url(), jwt()).post("/api/v1/jwt/payload", SIGN_IN).expect(200);

    assertThat(created.path("pushed").asBoolean()).isTrue();
    assertThat(sandbox.person("ada").pending())
        .extracting(PayloadSnapshot::uuid)
        .containsExactly(created.path("uuid").asText());
  }

  @Test
  @DisplayName("§10 the user token in it is one that the back end can push with")
  void userToken() {
    String token = claims(jwt()).path("usertoken_uuidv4").asText();

    assertThat(
            backend
                .create(
                    "{\"txjson\":{\"TransactionType\":\"SignIn\"},\"user_token\":\"%s\"}"
                        .formatted(token))
                .expect(200)
                .path("pushed")
                .asBoolean())
        .isTrue();
  }

  @Test
  @DisplayName("§10 after 24 hours of sandbox time it is worth nothing")
  void expired() {
    Frontend ada = Frontend.withJwt(sandbox.url(), jwt());
    sandbox.clock().advance(Duration.ofHours(24).minusSeconds(30));
    ada.get("/oauth2/userinfo").expect(200);

    sandbox.clock().advance(Duration.ofSeconds(30));

    assertThat(ada.get("/oauth2/userinfo").status()).isEqualTo(403);
    assertThat(ada.get("/api/v1/jwt/ping").error()).isEqualTo("403 813");
  }

  @Test
  @DisplayName("§10 the secret does not stand in for the published key")
  void confused() throws Exception {
    SignedJWT real = SignedJWT.parse(jwt());
    SignedJWT forged = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), real.getJWTClaimsSet());
    forged.sign(new MACSigner(SHOP.secret()));

    assertThat(Frontend.withJwt(sandbox.url(), forged.serialize()).get("/api/v1/jwt/ping").error())
        .isEqualTo("403 813");
  }
}
