package dev.countersign.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleFilesTest {
  private static final ConsoleUnderTest CONSOLE =
      new ConsoleUnderTest(
          ConsoleUnderTest.TOKEN,
          operators -> new ConsoleFiles(operators.areConfigured()).routes());

  @AfterAll
  static void close() {
    CONSOLE.close();
  }

  private static HttpResponse<String> page() {
    return CONSOLE.web().get("/");
  }

  private static String type(HttpResponse<String> answer) {
    return answer.headers().firstValue("content-type").orElse("");
  }

  @Test
  void thePageMayLoadAndCallNothingButThisWorkerAndNobodyMayFrameIt() {
    HttpResponse<String> page = page();

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(type(page)).isEqualTo("text/html; charset=utf-8");
    assertThat(page.headers().allValues("content-security-policy"))
        .containsExactly(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src"
                + " 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    assertThat(page.headers().allValues("cache-control")).containsExactly("no-store");
  }

  @Test
  void nothingInThePageNeedsMoreThanThat() {
    assertThat(page().body())
        .doesNotContain("{{")
        .doesNotContainPattern("<script>|<style>| style=| on[a-z]+=|https?://");
  }

  @Test
  void everyFileThatIsNamedIsThereWithItsType() {
    String module = CONSOLE.web().get("/console/console.js").body();
    List<String> named =
        Pattern.compile("/console/[a-z.]+|(?<=from ')\\./[a-z.]+")
            .matcher(page().body() + module)
            .results()
            .map(MatchResult::group)
            .map(path -> path.replace("./", "/console/"))
            .distinct()
            .toList();

    assertThat(named).contains("/console/console.css", "/console/console.js", "/console/api.js");
    assertThat(named)
        .allSatisfy(
            path -> {
              HttpResponse<String> file = CONSOLE.web().get(path);
              assertThat(file.statusCode()).as(path).isEqualTo(200);
              assertThat(type(file))
                  .isEqualTo(
                      (path.endsWith(".js") ? "text/javascript" : "text/css") + "; charset=utf-8");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing.js", "console.html", "..%2Fpackage-info.java", "%zz", "null"})
  void thereAreNoOtherFiles(String name) {
    assertThat(new EdgeRequest(CONSOLE.port()).status("/console/" + name)).isEqualTo(404);
  }

  @Test
  void thePageIsTheSameForEverybodyAndOnlySaysWhetherThereIsAToken() {
    try (ConsoleUnderTest unguarded =
        new ConsoleUnderTest(
            null, operators -> new ConsoleFiles(operators.areConfigured()).routes())) {
      assertThat(unguarded.web().get("/").body())
          .isEqualTo(page().body().replace("data-token=\"set\"", "data-token=\"missing\""))
          .contains("data-token=\"missing\"");
    }
  }
}
