package dev.countersign.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.ChecksumException;
import com.google.zxing.FormatException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QrPageTest {
  private static final ConsoleUnderTest CONSOLE =
      new ConsoleUnderTest(
          ConsoleUnderTest.TOKEN, operators -> List.of(new QrPage(operators).route()));

  @AfterAll
  static void close() {
    CONSOLE.close();
  }

  private static HttpResponse<String> drawn(String text) {
    return CONSOLE.web().get("/api/qr/" + text, ConsoleUnderTest.OPERATOR);
  }

  @ParameterizedTest
  @CsvSource({
    "https%3A%2F%2Fxumm.app%2Fsign%2Fc1f2a7de-6b58-4d0c-9a0e-3f7a5b1c2d3e,"
        + "https://xumm.app/sign/c1f2a7de-6b58-4d0c-9a0e-3f7a5b1c2d3e",
    "a%2Bb+c,a+b+c"
  })
  void whatIsDrawnReadsAsWhatWasAskedFor(String encoded, String text)
      throws ChecksumException, FormatException {
    List<?> rows = new JsonObject(drawn(encoded).body()).getJsonArray("rows").getList();
    BitMatrix matrix =
        BitMatrix.parse(String.join("\n", rows.stream().map(String::valueOf).toList()), "1", "0");

    assertThat(new Decoder().decode(matrix).getText()).isEqualTo(text);
  }

  @Test
  void whatIsTooLongIsRefused() {
    assertThat(drawn("x".repeat(500)).statusCode()).isEqualTo(200);
    assertThat(drawn("x".repeat(501)).statusCode()).isEqualTo(400);
  }

  @Test
  void nobodyElseHasAnythingDrawn() {
    assertThat(CONSOLE.web().get("/api/qr/x").statusCode()).isEqualTo(401);
  }
}
