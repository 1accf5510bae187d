package dev.countersign;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.ArrayList;
import java.util.List;

/** A QR code in characters, two rows of it in each line. */
final class QrText {
  /** The least margin that the standard asks for. */
  private static final int QUIET_ZONE = 4;

  private QrText() {}

  /**
   * The lines of a code.
   *
   * @param fancy black on white by colours; else light is drawn, as on a dark terminal
   */
  static List<String> of(String content, boolean fancy) {
    ByteMatrix matrix;
    try {
      matrix = Encoder.encode(content, ErrorCorrectionLevel.M).getMatrix();
    } catch (WriterException e) {
      throw new IllegalArgumentException("no QR code can hold '" + content + "'", e);
    }
    List<String> lines = new ArrayList<>();
    for (int y = -QUIET_ZONE; y < matrix.getHeight() + QUIET_ZONE; y += 2) {
      StringBuilder line = new StringBuilder();
      for (int x = -QUIET_ZONE; x < matrix.getWidth() + QUIET_ZONE; x++) {
        boolean upper = isDark(matrix, x, y) == fancy;
        boolean lower = isDark(matrix, x, y + 1) == fancy;
        line.append(upper ? lower ? '█' : '▀' : lower ? '▄' : ' ');
      }
      lines.add(
          fancy ? Terminal.styled(line.toString(), Terminal.BLACK_ON_WHITE) : line.toString());
    }
    return lines;
  }

  private static boolean isDark(ByteMatrix matrix, int x, int y) {
    return x >= 0
        && y >= 0
        && x < matrix.getWidth()
        && y < matrix.getHeight()
        && matrix.get(x, y) == 1;
  }
}
