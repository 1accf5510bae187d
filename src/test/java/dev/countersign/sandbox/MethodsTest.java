package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL §1, §10: methods")
class MethodsTest extends OAuthTest {
  private Backend.Reply call(String method, String path) {
    return browser().call(method, path, "");
  }

  @ParameterizedTest
  @DisplayName("§10 what an OAuth2 endpoint does not take is 405 with Allow, for servers as JSON")
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | /oauth2/auth | GET, OPTIONS",
        "HEAD | /oauth2/authorize | GET, OPTIONS",
        "PUT | /oauth2/signin | GET, OPTIONS",
        "GET | /oauth2/token | POST, OPTIONS",
        "DELETE | /oauth2/token/ | POST, OPTIONS",
        "POST | /oauth2/userinfo | GET, HEAD, OPTIONS",
        "PATCH | /oauth2/certs | GET, HEAD, OPTIONS",
        "POST | /oauth2/.well-known/openid-configuration | GET, HEAD, OPTIONS"
      })
  void oauth(String method, String path, String allow) {
    int payloads = sandbox.payloads().size();
    Backend.Reply reply = server().call(method, path + "?" + form(asking()), "");

    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.header("Allow")).isEqualTo(allow);
    assertThat(sandbox.payloads()).hasSize(payloads);
    if (!method.equals("HEAD")) {
      assertThat(refusal(reply)).startsWith("405 invalid_request: " + path + " takes ");
    }
  }

  @ParameterizedTest
  @DisplayName("§1 pages and pictures are only fetched: anything else is 405 with Allow")
  @ValueSource(
      strings = {
        "/",
        "/page/phone.js",
        "/sign/%s",
        "/sign/%s/qr",
        "/sign/%s_q.png",
        "/sign/%s.json",
        "/avatar/rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY.png"
      })
  void pages(String template) {
    String uuid = backend.created(SIGN_IN);
    String path = template.formatted(uuid);

    for (String method : new String[] {"POST", "PUT", "DELETE", "PATCH"}) {
      Backend.Reply reply = call(method, path);
      assertThat(reply.status()).as(method).isEqualTo(405);
      assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
    }
    Backend.Reply options = call("OPTIONS", path);
    assertThat(options.status()).isEqualTo(204);
    assertThat(options.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
    Backend.Reply head = call("HEAD", path);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.text()).isEmpty();
    assertThat(head.header("Content-Type")).isEqualTo(call("GET", path).header("Content-Type"));
  }

  @Test
  @DisplayName("§5.1 HEAD of a sign page is nobody who saw it")
  void headIsNoVisit() {
    String uuid = backend.created(SIGN_IN);
    call("HEAD", "/sign/" + uuid);
    sandbox.person("ada").open(uuid);

    assertThat(backend.read(uuid).at("/meta/opened_by_deeplink").asBoolean()).isTrue();
  }

  @Test
  @DisplayName("§10 HEAD of a document is its GET without a body")
  void documents() {
    for (String path : new String[] {"certs", ".well-known/openid-configuration"}) {
      Backend.Reply head = server().call("HEAD", "/oauth2/" + path, "");
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.text()).isEmpty();
    }
    assertThat(server().call("HEAD", "/oauth2/userinfo", "").status()).isEqualTo(401);
    assertThat(call("POST", "/oauth2/nothing").status()).isEqualTo(404);
  }

  @Test
  @DisplayName("§13 a ledger takes POST, and GET for a socket")
  void ledger() {
    assertThat(call("PUT", "/ledger/mainnet").status()).isEqualTo(405);
    assertThat(call("GET", "/ledger/mainnet").header("Allow")).isEqualTo("POST, OPTIONS");
    assertThat(call("OPTIONS", "/ledger/mainnet").status()).isEqualTo(204);
  }
}
