package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code /avatar/{r-address}.png} (PROTOCOL §1): a symmetric pattern that an account always has.
 */
final class Avatars {
  private static final Pattern PATH =
      Pattern.compile("/avatar/(r[1-9A-HJ-NP-Za-km-z]{24,34})\\.png");
  private static final int CELLS = 8;
  private static final int SCALE = 16;

  private Avatars() {}

  static Answer answer(String path) {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return Answer.html(404, "<!doctype html><title>Not found</title><h1>No such picture</h1>");
    }
    byte[] bits = Digests.sha256(matcher.group(1).getBytes(UTF_8));
    byte[] png =
        Png.blackAndWhite(
            CELLS * SCALE,
            (x, y) -> {
              int column = x / SCALE;
              int mirrored = Math.min(column, CELLS - 1 - column);
              return (bits[y / SCALE] >> mirrored & 1) == 1;
            });
    return new Answer(200, "image/png", Buffer.buffer(png), Map.of(), null);
  }
}
