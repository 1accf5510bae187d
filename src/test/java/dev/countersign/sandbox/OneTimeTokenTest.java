package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §9.1: one-time tokens of xApps")
class OneTimeTokenTest extends XappTest {
  @Test
  @DisplayName("CONTRACT §10 opening an xApp makes a token and what the wallet adds to the address")
  void opened() {
    JsonNode opened = openXapp("{\"application\":\"%s\",\"style\":\"ROYAL\"}".formatted(KEY));

    assertThat(Ids.isV4(opened.path("ott").asText())).isTrue();
    assertThat(opened.path("query").asText())
        .isEqualTo("xAppStyle=ROYAL&xAppToken=" + opened.path("ott").asText());
  }

  @Test
  @DisplayName("§9.1 it reads as who opened the xApp, where and from where")
  void data() {
    sandbox.person("ada");
    String ott = openXapp("{\"application\":\"%s\"}".formatted(KEY)).path("ott").asText();
    String account = sandbox.person("ada").account();

    JsonNode data = backend.get("xapp/ott/" + ott).expect(200);

    assertThat(data)
        .isEqualTo(
            Json.parse(
                """
                {"locale":"en","version":"4.0.0","account":"%s","accountaccess":"FULL",
                 "accounttype":"REGULAR","style":"LIGHT",
                 "origin":{"type":"QUICK_ACTIONS","data":{}},
                 "user":"%s","user_device":{"currency":"USD","platform":"sandbox"},
                 "account_info":{"account":"%s","name":"ada","domain":"","blocked":false,
                   "source":"","kycApproved":false,"proSubscription":false,
                   "profile":{"slug":null,"profileUrl":null,"accountSlug":null,"payString":null}},
                 "nodetype":"MAINNET","nodewss":"wss://xrplcluster.com","networkid":0,
                 "currency":"USD","subscriptions":[]}"""
                    .formatted(
                        account, control("GET", "people/ada", "").path("user").asText(), account)));
  }

  @Test
  @DisplayName("§9.1 each part of it can be had otherwise")
  void otherData() {
    String ott =
        openXapp(
                """
                {"application":"%s","network":"XAHAU","locale":"nl","version":"3.1.0",
                 "accountaccess":"READONLY","accounttype":"TANGEM","style":"MOONLIGHT",
                 "currency":"EUR","origin":{"type":"QR","data":{"content":"x"}}}"""
                    .formatted(KEY))
            .path("ott")
            .asText();

    JsonNode data = backend.get("xapp/ott/" + ott).expect(200);

    assertThat(data.path("nodetype").asText()).isEqualTo("XAHAU");
    assertThat(data.path("networkid").asInt()).isEqualTo(21337);
    assertThat(data.path("locale").asText()).isEqualTo("nl");
    assertThat(data.path("version").asText()).isEqualTo("3.1.0");
    assertThat(data.path("accountaccess").asText()).isEqualTo("READONLY");
    assertThat(data.path("accounttype").asText()).isEqualTo("TANGEM");
    assertThat(data.path("style").asText()).isEqualTo("MOONLIGHT");
    assertThat(data.at("/user_device/currency").asText()).isEqualTo("EUR");
    assertThat(data.path("origin"))
        .isEqualTo(Json.parse("{\"type\":\"QR\",\"data\":{\"content\":\"x\"}}"));
  }

  @Test
  @DisplayName("§3.1 read a second time it is 410, as HTTP 400")
  void once() {
    String ott = sandbox.person("ada").openXapp(KEY);

    backend.get("xapp/ott/" + ott).expect(200);

    assertThat(backend.get("xapp/ott/" + ott).error()).isEqualTo("400 410");
  }

  @Test
  @DisplayName("§9.1 it can be read for a minute")
  void forAMinute() {
    String ott = sandbox.person("ada").openXapp(KEY);
    sandbox.clock().advance(Duration.ofSeconds(55));

    backend.get("xapp/ott/" + ott).expect(200);
  }

  @Test
  @DisplayName("§15 after one minute, not two, it is 404, as HTTP 400")
  void tooOld() {
    String ott = sandbox.person("ada").openXapp(KEY);
    sandbox.clock().advance(Duration.ofSeconds(60));

    assertThat(backend.get("xapp/ott/" + ott).error()).isEqualTo("400 404");
  }

  @Test
  @DisplayName("§3.1 an unknown one and another application's are 404, as HTTP 400")
  void unknown() {
    String ott = sandbox.person("ada").openXapp(KEY);
    Backend stranger = backend.as(sandbox.addApplication("other"));

    assertThat(backend.get("xapp/ott/11111111-1111-4111-8111-111111111111").error())
        .isEqualTo("400 404");
    assertThat(stranger.get("xapp/ott/" + ott).error()).isEqualTo("400 404");
  }

  @Test
  @DisplayName("§3.1 an application without an xApp gets 403, as HTTP 400, and nobody can open it")
  void withoutXapp() {
    String ott = sandbox.person("ada").openXapp(KEY);
    control("POST", "applications", "{\"key\":\"%s\",\"xapp\":false}".formatted(KEY));

    assertThat(backend.get("xapp/ott/" + ott).error()).isEqualTo("400 403");
    assertThat(authorize(KEY, ott).error()).isEqualTo("400 403");
    backend
        .call("POST", "/sandbox/people/ada/xapp", "{\"application\":\"%s\"}".formatted(KEY))
        .expect(409);
  }

  @Test
  @DisplayName("§3 what is no version 4 UUID is an unknown endpoint")
  void noUuid() {
    assertThat(backend.get("xapp/ott/nonsense").expect(404).path("error").asBoolean()).isTrue();
    assertThat(
            backend
                .get("xapp/ott/11111111-1111-1111-8111-111111111111")
                .expect(404)
                .path("error")
                .asBoolean())
        .isTrue();
  }

  @Test
  @DisplayName("§9.1 for development it is read again with SHA-1 of upper-case OTT.SECRET.DEVICE")
  void again() throws NoSuchAlgorithmException {
    JsonNode opened = openXapp("{\"application\":\"%s\"}".formatted(KEY));
    String ott = opened.path("ott").asText();
    JsonNode data = backend.get("xapp/ott/" + ott).expect(200);
    String text =
        ott + "." + SandboxApplication.DEFAULT.secret() + "." + opened.path("device").asText();
    String hash =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-1")
                    .digest(text.toUpperCase(Locale.ROOT).getBytes(UTF_8)));

    assertThat(backend.get("xapp/ott/" + ott + "/" + hash).expect(200)).isEqualTo(data);
    assertThat(backend.get("xapp/ott/" + ott + "/" + hash).expect(200)).isEqualTo(data);
    assertThat(backend.get("xapp/ott/" + ott + "/" + "0".repeat(40)).error()).isEqualTo("400 404");
  }

  @Test
  @DisplayName("CONTRACT §10 the call log does not hold the token of a path")
  void notInTheLog() {
    String ott = sandbox.person("ada").openXapp(KEY);
    backend.get("xapp/ott/" + ott);
    authorize(KEY, ott);

    assertThat(sandbox.calls()).extracting(Call::endpoint).contains("xapp_ott", "authorize");
    assertThat(sandbox.calls().toString()).doesNotContain(ott);
  }
}
