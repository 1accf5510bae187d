package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.ResultMetadataType;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL §1: QR pictures and matrix")
class QrCodeTest extends SandboxTest {
  @ParameterizedTest
  @DisplayName("§1 every quality is a PNG that holds exactly the sign link")
  @ValueSource(strings = {"_m", "_q", "_h", ""})
  void png(String quality) throws Exception {
    String path = "/sign/" + backend.created(SIGN_IN);

    assertThat(scanned(backend.bytes(path + quality + ".png"))).isEqualTo(sandbox.url() + path);
  }

  @Test
  @DisplayName("§1 the matrix is a square of booleans")
  void matrix() {
    String path = "/sign/" + backend.created(SIGN_IN) + "_q.json";

    JsonNode matrix = backend.call("GET", path, "").expect(200).path("matrix");
    assertThat(matrix).isNotEmpty().allSatisfy(row -> assertThat(row).hasSize(matrix.size()));
    assertThat(matrix.at("/0/0").isBoolean()).isTrue();
  }

  @ParameterizedTest
  @DisplayName("§1 the suffix is the error correction level; without one it is q")
  @CsvSource({"_m, M", "_q, Q", "_h, H", "'', Q"})
  void level(String quality, String level) throws Exception {
    String path = "/sign/" + backend.created(SIGN_IN);

    assertThat(read(backend.bytes(path + quality + ".png")).getResultMetadata())
        .containsEntry(ResultMetadataType.ERROR_CORRECTION_LEVEL, level);
  }

  @ParameterizedTest
  @DisplayName("§4.2 every link of a create leads somewhere")
  @ValueSource(strings = {"/next/always", "/refs/qr_png", "/refs/qr_matrix"})
  void links(String pointer) {
    String link = backend.create(SIGN_IN).expect(200).at(pointer).asText();

    assertThat(backend.call("GET", link, "").status()).isEqualTo(200);
  }

  private static String scanned(byte[] png) throws Exception {
    return read(png).getText();
  }

  private static Result read(byte[] png) throws Exception {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return new QRCodeReader()
        .decode(
            new BinaryBitmap(
                new HybridBinarizer(
                    new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels))),
            Map.of(DecodeHintType.PURE_BARCODE, true));
  }
}
