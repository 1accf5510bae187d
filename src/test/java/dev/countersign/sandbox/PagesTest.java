package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CONTRACT §10: the pages as they are served")
class PagesTest extends SandboxTest {
  @ParameterizedTest
  @DisplayName("a page may load and call nothing but this origin, and nobody may frame it")
  @ValueSource(strings = {"/", "/sign/%s", "/sign/%s/qr"})
  void policy(String path) {
    Backend.Reply page = backend.call("GET", path.formatted(backend.created(PAYMENT)), "");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Security-Policy"))
        .isEqualTo(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                + " connect-src 'self' ws://"
                + sandbox.url().getAuthority()
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    assertThat(page.text()).doesNotContain("{{").doesNotContainPattern("<(style|script)>| style=");
  }

  @Test
  @DisplayName("every file that a page names is there, with its type")
  void files() {
    String all =
        backend.call("GET", "/", "").text()
            + backend.call("GET", "/sign/" + backend.created(PAYMENT), "").text();
    List<String> named =
        Pattern.compile("/page/[a-z.]+").matcher(all).results().map(m -> m.group()).toList();

    assertThat(named).contains("/page/phone.js", "/page/sign.js", "/page/base.css");
    assertThat(named)
        .allSatisfy(
            path -> {
              Backend.Reply file = backend.call("GET", path, "");
              assertThat(file.status()).isEqualTo(200);
              assertThat(file.header("Content-Type"))
                  .startsWith(path.endsWith(".js") ? "text/javascript" : "text/css");
            });
    assertThat(backend.call("GET", "/page/nothing.js", "").status()).isEqualTo(404);
  }

  @Test
  @DisplayName("PROTOCOL §1: /deeplink goes to the phone; an unknown request is not found")
  void deeplink() {
    String uuid = backend.created(PAYMENT);
    Backend.Reply link = backend.call("GET", "/sign/" + uuid + "/deeplink", "");

    assertThat(link.status()).isEqualTo(302);
    assertThat(link.header("Location")).isEqualTo("/#payload=" + uuid);
    String unknown = "/sign/00000000-0000-4000-8000-000000000000";
    assertThat(backend.call("GET", unknown, "").status()).isEqualTo(404);
    assertThat(backend.call("GET", unknown + "/deeplink", "").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @DisplayName("a picture that cannot be one is refused with what is wrong with it")
  @CsvSource(
      delimiter = '|',
      value = {
        "''          | 400 | width: 'null' is not",
        "?width=x    | 400 | width: 'x' is not",
        "?width=2    | 400 | 3 bytes are no picture whose rows have 2 pixels",
        "?width=3    | 404 | There is no QR code"
      })
  void scan(String query, int status, String message) {
    assertThat(
            backend
                .call("POST", "/sandbox/scan" + query, "abc")
                .expect(status)
                .at("/error/message")
                .asText())
        .contains(message);
  }
}
