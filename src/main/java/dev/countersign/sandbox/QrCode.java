package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/** The QR code of a sign link, as a picture and as a matrix (PROTOCOL §1). */
final class QrCode {
  private static final int QUIET_ZONE = 4;
  private static final int SCALE = 8;

  private final ByteMatrix matrix;

  private QrCode(ByteMatrix matrix) {
    this.matrix = matrix;
  }

  static QrCode of(String content, char quality) {
    ErrorCorrectionLevel level =
        switch (quality) {
          case 'm' -> ErrorCorrectionLevel.M;
          case 'h' -> ErrorCorrectionLevel.H;
          default -> ErrorCorrectionLevel.Q;
        };
    try {
      return new QrCode(Encoder.encode(content, level).getMatrix());
    } catch (WriterException e) {
      throw new IllegalArgumentException("No QR code can hold '" + content + "'.", e);
    }
  }

  ObjectNode json() {
    ObjectNode json = Json.object();
    ArrayNode rows = json.putArray("matrix");
    for (int y = 0; y < matrix.getHeight(); y++) {
      ArrayNode row = rows.addArray();
      for (int x = 0; x < matrix.getWidth(); x++) {
        row.add(dark(x, y));
      }
    }
    return json;
  }

  byte[] png() {
    int side = (matrix.getWidth() + 2 * QUIET_ZONE) * SCALE;
    return Png.blackAndWhite(side, (x, y) -> dark(x / SCALE - QUIET_ZONE, y / SCALE - QUIET_ZONE));
  }

  private boolean dark(int x, int y) {
    return x >= 0
        && y >= 0
        && x < matrix.getWidth()
        && y < matrix.getHeight()
        && matrix.get(x, y) == 1;
  }
}
