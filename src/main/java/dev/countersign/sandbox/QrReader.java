package dev.countersign.sandbox;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a phone's camera makes of a QR code; pictures come as brightness, so it needs no AWT. */
final class QrReader {
  private static final List<Map<DecodeHintType, ?>> ATTEMPTS =
      List.of(
          Map.of(DecodeHintType.TRY_HARDER, true),
          Map.of(DecodeHintType.PURE_BARCODE, true),
          Map.of(DecodeHintType.TRY_HARDER, true, DecodeHintType.ALSO_INVERTED, true));

  private QrReader() {}

  static @Nullable String read(byte[] brightness, int width, int height) {
    LuminanceSource picture =
        new PlanarYUVLuminanceSource(brightness, width, height, 0, 0, width, height, false);
    for (Map<DecodeHintType, ?> hints : ATTEMPTS) {
      LuminanceSource seen =
          hints.containsKey(DecodeHintType.ALSO_INVERTED) ? picture.invert() : picture;
      try {
        return new QRCodeReader()
            .decode(new BinaryBitmap(new HybridBinarizer(seen)), hints)
            .getText();
      } catch (ReaderException notThisWay) {
        // A clean picture needs another detector than a photograph, a dark page another sign.
      }
    }
    return null;
  }
}
