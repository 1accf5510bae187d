package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.testing.NodePackage;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL §10: openid-client signs somebody in, from discovery to a verified JWT")
class OidcClientIT extends OAuthTest {
  private static NodePackage node;

  @BeforeAll
  static void theClientIsInstalled() {
    node = NodePackage.installed("oidc");
  }

  @ParameterizedTest(name = "a public client: {0}")
  @DisplayName("§10 with PKCE, with and without a secret, the JWT verifies against /certs")
  @ValueSource(booleans = {true, false})
  void signedIn(boolean isPublic) throws IOException {
    JsonNode learnt = walk(isPublic ? "" : SHOP.secret(), uuid -> sandbox.person("ada").sign(uuid));

    String account = sandbox.person("ada").account();
    JsonNode verified = learnt.path("verified");
    assertThat(verified).as(learnt.toString()).isEqualTo(learnt.path("claims"));
    assertThat(verified.path("sub").asText()).isEqualTo(account);
    assertThat(verified.path("aud").asText()).isEqualTo(SHOP.key());
    assertThat(verified.path("iss").asText()).isEqualTo(sandbox.url() + "/oauth2");
    assertThat(learnt.path("expiresIn").asInt()).isBetween(86_340, 86_400);
    assertThat(learnt.at("/userinfo/sub").asText()).isEqualTo(account);
    assertThat(learnt.path("kid").asText())
        .isEqualTo(
            new Frontend(sandbox.url())
                .get("/oauth2/certs")
                .expect(200)
                .at("/keys/0/kid")
                .asText());
  }

  @Test
  @DisplayName("§10 a rejection is an access_denied that the client understands")
  void rejected() throws IOException {
    JsonNode learnt = walk("", uuid -> sandbox.person("ada").reject(uuid));

    assertThat(learnt)
        .isEqualTo(
            Json.parse(
                """
                {"refused":"access_denied",
                 "because":"The XUMM sign in request has been rejected"}"""));
  }

  @Test
  @DisplayName("§10 a wrong secret is refused")
  void wrongSecret() throws IOException {
    JsonNode learnt =
        walk("11111111-1111-4111-8111-111111111111", uuid -> sandbox.person("ada").sign(uuid));

    assertThat(learnt.path("refused").asText()).isEqualTo("access_denied");
  }

  private interface Phone {
    PayloadSnapshot act(String uuid);
  }

  /** The browser and the phone are played here; everything else the client does by itself. */
  private JsonNode walk(String secret, Phone phone) throws IOException {
    Process client =
        node.start("node", "sign-in.mjs", sandbox.url() + "/oauth2", SHOP.key(), BACK, secret);
    try (BufferedReader said = client.inputReader(UTF_8);
        BufferedWriter told = client.outputWriter(UTF_8)) {
      URI authorize = URI.create(heard(said).path("authorize").asText());
      Backend.Reply reply = browser().get(authorize.getRawPath() + "?" + authorize.getRawQuery());
      String uuid = reply.header("Location").replace(sandbox.url() + "/sign/", "");
      phone.act(uuid);
      told.write(back(uuid) + "\n");
      told.flush();
      return heard(said);
    } finally {
      client.destroy();
    }
  }

  private static JsonNode heard(BufferedReader said) throws IOException {
    String line = said.readLine();
    StringBuilder rest = new StringBuilder();
    if (line == null || !line.startsWith("{")) {
      said.lines().forEach(more -> rest.append(more).append('\n'));
    }
    assertThat(line).as("the client's answer, and after it: %s", rest).startsWith("{");
    return Json.parse(line == null ? "" : line);
  }
}
