package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §9.1 and §9.2: authorize and the JWT of an xApp")
class XappJwtTest extends XappTest {
  private static final Instant NEW_YEAR = Instant.parse("2030-01-01T00:00:00Z");
  private static final String SOMEBODY = "11111111-1111-4111-8111-111111111111";

  @Test
  @DisplayName("§9.2 authorize answers the one-time token's data, the application's name and a JWT")
  void authorized() {
    String ott = sandbox.person("ada").openXapp(KEY);

    Backend.Reply reply = authorize(KEY, ott);

    JsonNode body = reply.expect(200);
    assertThat(body.properties()).extracting(e -> e.getKey()).containsExactly("ott", "app", "jwt");
    assertThat(body.at("/ott/account").asText()).isEqualTo(sandbox.person("ada").account());
    assertThat(body.path("app"))
        .isEqualTo(Json.parse("{\"name\":\"" + SandboxApplication.DEFAULT.name() + "\"}"));
    assertThat(Ids.isV4(reply.header("X-Call-Ref"))).isTrue();
  }

  @Test
  @DisplayName("§9.1 authorize uses the one-time token up, and a used one does not authorize")
  void once() {
    String ott = sandbox.person("ada").openXapp(KEY);
    authorize(KEY, ott).expect(200);

    assertThat(backend.get("xapp/ott/" + ott).error()).isEqualTo("400 410");
    assertThat(authorize(KEY, ott).error()).isEqualTo("400 410");
  }

  @Test
  @DisplayName("§15 authorize a minute later is 404, as HTTP 400")
  void tooLate() {
    String ott = sandbox.person("ada").openXapp(KEY);
    sandbox.clock().advance(Duration.ofMinutes(1));

    assertThat(authorize(KEY, ott).error()).isEqualTo("400 404");
  }

  @Test
  @DisplayName("§2.2 authorize without key or one-time token is 812, with an unknown key 811")
  void refused() {
    String ott = sandbox.person("ada").openXapp(KEY);

    assertThat(new Frontend(sandbox.url()).get("/api/v1/jwt/authorize").error())
        .isEqualTo("403 812");
    assertThat(authorize(KEY, "nonsense").error()).isEqualTo("403 812");
    assertThat(authorize("nonsense", ott).error()).isEqualTo("403 812");
    assertThat(authorize(SOMEBODY, ott).error()).isEqualTo("403 811");
    sandbox.disable(KEY, true);
    assertThat(authorize(KEY, ott).error()).isEqualTo("403 810");
  }

  @Test
  @DisplayName("§9.2 another application's key does not authorize")
  void foreign() {
    String ott = sandbox.person("ada").openXapp(KEY);
    SandboxApplication other = sandbox.addApplication("other");

    assertThat(authorize(other.key(), ott).error()).isEqualTo("400 404");
  }

  @Test
  @DisplayName("§9.1 it is HS256 under the application's secret")
  void signature() throws GeneralSecurityException {
    String[] parts = jwt().split("\\.");

    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SandboxApplication.DEFAULT.secret().getBytes(UTF_8), "HmacSHA256"));
    assertThat(parts[2])
        .isEqualTo(
            Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(mac.doFinal((parts[0] + "." + parts[1]).getBytes(UTF_8))));
    assertThat(decoded(parts[0])).isEqualTo(Json.parse("{\"typ\":\"JWT\",\"alg\":\"HS256\"}"));
  }

  @Test
  @DisplayName(
      "§9.2 its claims, with ott_uuidv4 instead of a payload and a user token, for 24 hours")
  void claims() {
    sandbox.clock().set(NEW_YEAR);
    JsonNode opened = openXapp("{\"application\":\"%s\",\"network\":\"TESTNET\"}".formatted(KEY));
    String ott = opened.path("ott").asText();

    JsonNode claims = decoded(authorize(KEY, ott).expect(200).path("jwt").asText().split("\\.")[1]);

    long iat = claims.path("iat").asLong();
    assertThat(iat).isBetween(NEW_YEAR.getEpochSecond(), NEW_YEAR.getEpochSecond() + 30);
    assertThat(claims)
        .isEqualTo(
            Json.parse(
                """
                {"client_id":"%1$s","aud":"%1$s","sub":"%2$s","app_uuidv4":"%1$s",
                 "app_name":"%3$s","ott_uuidv4":"%4$s","network_type":"TESTNET",
                 "network_endpoint":"wss://s.altnet.rippletest.net:51233","network_id":1,
                 "iat":%5$d,"exp":%6$d,"iss":"%7$s"}"""
                    .formatted(
                        KEY,
                        sandbox.person("ada").account(),
                        SandboxApplication.DEFAULT.name(),
                        ott,
                        iat,
                        iat + 86_400,
                        sandbox.url())));
  }

  private static JsonNode decoded(String part) {
    return Json.parse(new String(Base64.getUrlDecoder().decode(part), UTF_8));
  }
}
