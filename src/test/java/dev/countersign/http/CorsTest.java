package dev.countersign.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Web;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CONTRACT §8: pages of other origins. */
class CorsTest {
  private static final String PAGE = "https://shop.example";
  private static final EdgeUnderTest OPEN = new EdgeUnderTest(null, PAGE, "http://localhost:3000");
  private static final EdgeUnderTest SHUT = new EdgeUnderTest(null);

  @AfterAll
  static void close() {
    OPEN.close();
    SHUT.close();
  }

  @ParameterizedTest
  @CsvSource({"GET,/api/things/a", "POST,/xapp/things", "DELETE,/api/things/a"})
  void aPageThatIsAllowedMaySeeTheAnswerRefusalsToo(String method, String path) {
    assertThat(cors(OPEN.web().send(method, path, "origin", PAGE)))
        .containsOnly(
            Map.entry("access-control-allow-origin", PAGE),
            Map.entry("access-control-expose-headers", "retry-after, www-authenticate"));
  }

  @ParameterizedTest
  @CsvSource({"/api/things/a,'GET, HEAD'", "/xapp/things,POST"})
  void aPageThatIsAllowedMayCallWithAToken(String path, String methods) {
    HttpResponse<String> answer = preflight(OPEN.web(), path, PAGE);

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(cors(answer))
        .contains(
            Map.entry("access-control-allow-origin", PAGE),
            Map.entry("access-control-allow-methods", methods),
            Map.entry("access-control-allow-headers", "authorization, content-type"))
        .doesNotContainKey("access-control-allow-credentials");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "http://shop.example",
        "https://shop.example:8443",
        "https://shop.example.evil.example",
        "null"
      })
  void anotherPageMayNot(String origin) {
    HttpResponse<String> preflight = preflight(OPEN.web(), "/xapp/things", origin);

    assertThat(preflight.statusCode()).isEqualTo(405);
    assertThat(cors(preflight)).isEmpty();
    assertThat(cors(OPEN.web().get("/api/things/a", "origin", origin))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/inside", "/webhooks/default", "/nothing"})
  void whatIsNotForCallersIsForNoPage(String path) {
    assertThat(cors(OPEN.web().get(path, "origin", PAGE))).isEmpty();
    assertThat(preflight(OPEN.web(), path, PAGE).statusCode()).isIn(404, 405);
  }

  @Test
  void withoutConfigurationNoPageMay() {
    assertThat(cors(SHUT.web().get("/api/things/a", "origin", PAGE))).isEmpty();
    assertThat(preflight(SHUT.web(), "/xapp/things", PAGE).statusCode()).isEqualTo(405);
  }

  @Test
  void anAnswerThatDependsOnThePageSaysSo() {
    assertThat(OPEN.web().get("/api/things/a").headers().firstValue("vary")).hasValue("origin");
    assertThat(SHUT.web().get("/api/things/a").headers().firstValue("vary")).isEmpty();
  }

  private static HttpResponse<String> preflight(Web web, String path, String origin) {
    return web.send("OPTIONS", path, "origin", origin, "access-control-request-method", "POST");
  }

  private static Map<String, String> cors(HttpResponse<String> answer) {
    Map<String, String> found = new TreeMap<>();
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (name.toLowerCase(Locale.ROOT).startsWith("access-control-")) {
                found.put(name.toLowerCase(Locale.ROOT), String.join("|", values));
              }
            });
    return found;
  }
}
