package dev.countersign.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpReaderTest {
  private static final String TOKEN = "0123456789abcdef";

  @Test
  void everythingCanBeSet() {
    HttpSettings http =
        new Given()
            .system("countersign.http.host", "127.0.0.1")
            .system("countersign.http.port", "9000")
            .system("countersign.http.public-port", "9001")
            .system("countersign.http.advertised-url", "https://w1.internal:9000/")
            .system("countersign.http.operator-token", TOKEN)
            .system("countersign.http.cors-origins", "https://Shop.example, http://localhost:3000")
            .config()
            .http();

    assertThat(http.port()).isEqualTo(9000);
    assertThat(http.publicPort()).isEqualTo(9001);
    assertThat(http.advertisedUrl()).isEqualTo(URI.create("https://w1.internal:9000"));
    assertThat(http.operatorToken()).isEqualTo(Secret.of(TOKEN));
    assertThat(http.corsOrigins()).containsExactly("https://shop.example", "http://localhost:3000");
  }

  @Test
  void theOperatorTokenCanBeAVariable() {
    HttpSettings http = new Given().env("COUNTERSIGN_HTTP_OPERATOR_TOKEN", TOKEN).config().http();

    assertThat(http.operatorToken()).isEqualTo(Secret.of(TOKEN));
  }

  @Test
  void theOperatorTokenIsNotPrinted() {
    CountersignConfig config =
        new Given().system("countersign.http.operator-token", TOKEN).config();

    assertThat(config.toString()).doesNotContain(TOKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0123456789abcde", "0123456789 abcdef", "0123456789abcdéf"})
  void anOperatorTokenThatCannotBeOneIsAProblemThatDoesNotShowIt(String token) {
    assertThat(new Given().system("countersign.http.operator-token", token).problems())
        .containsExactly(
            "countersign.http.operator-token (system property):"
                + " must be 16 to 500 letters, digits or signs, without spaces");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "countersign.http.advertised-url; worker-1:8080",
        "countersign.http.advertised-url; http://me:you@worker-1:8080",
        "countersign.http.cors-origins; *",
        "countersign.http.cors-origins; https://shop.example/",
        "countersign.http.cors-origins; https://shop.example,",
        "countersign.http.cors-origins; null",
        "countersign.http.public-port; 70000",
      })
  void aMalformedValueIsOneProblemThatNamesTheKey(String key, String value) {
    assertThat(new Given().system(key, value).problems())
        .singleElement()
        .asString()
        .startsWith(key + " (system property): \"" + value + "\" must be ");
  }

  @Test
  void theTwoPortsAreDifferent() {
    assertThat(
            new Given()
                .system("countersign.http.port", "9000")
                .system("countersign.http.public-port", "9000")
                .problems())
        .containsExactly(
            "countersign.http.public-port (system property):"
                + " 9000 is countersign.http.port too; it must be another one");
  }

  @Test
  void bothPortsCanBeAnyFreeOnes() {
    HttpSettings http =
        new Given()
            .system("countersign.http.port", "0")
            .system("countersign.http.public-port", "0")
            .config()
            .http();

    assertThat(http.publicPort()).isZero();
  }
}
