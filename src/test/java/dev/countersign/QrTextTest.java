package dev.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.List;
import org.junit.jupiter.api.Test;

class QrTextTest {
  private static final String LINK = "https://xumm.app/sign/c1f2a7de-6b58-4d0c-9a0e-3f7a5b1c2d3e";
  private static final int QUIET_ZONE = 4;

  @Test
  void onADarkTerminalLightIsDrawnAndCanBeRead() throws Exception {
    assertThat(read(QrText.of(LINK, false), false)).isEqualTo(LINK);
  }

  @Test
  void inColoursDarkIsDrawnBlackOnWhiteAndCanBeRead() throws Exception {
    List<String> lines = QrText.of(LINK, true);
    assertThat(lines).allMatch(l -> l.startsWith("\u001b[30;107m") && l.endsWith("\u001b[0m"));
    List<String> bare = lines.stream().map(l -> l.replaceAll("\u001b\\[[0-9;]*m", "")).toList();
    assertThat(read(bare, true)).isEqualTo(LINK);
  }

  @Test
  void aroundItIsTheQuietZone() {
    List<String> lines = QrText.of(LINK, false);
    assertThat(lines.getFirst()).matches("█+");
    assertThat(lines).allMatch(line -> line.startsWith("████") && line.endsWith("████"));
  }

  /** As a scanner would, from the characters. */
  private static String read(List<String> lines, boolean drawnIsDark) throws Exception {
    int side = lines.getFirst().length() - 2 * QUIET_ZONE;
    BitMatrix matrix = new BitMatrix(side);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int row = y + QUIET_ZONE;
        char c = lines.get(row / 2).charAt(x + QUIET_ZONE);
        boolean drawn = c == '█' || c == (row % 2 == 0 ? '▀' : '▄');
        if (drawn == drawnIsDark) {
          matrix.set(x, y);
        }
      }
    }
    return new Decoder().decode(matrix).getText();
  }
}
