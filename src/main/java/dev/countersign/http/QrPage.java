package dev.countersign.http;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/qr/<text>}: a text as a QR code, in rows of {@code 1} for dark and {@code 0} for
 * light, without a margin; so that the page that draws it loads no picture from anywhere.
 */
final class QrPage {
  private static final int LONGEST = 500;

  private final Operators operators;

  QrPage(Operators operators) {
    this.operators = operators;
  }

  Route route() {
    return new Route(
        HttpMethod.GET,
        "/api/qr/*",
        Route.Audience.OPERATIONS,
        exchange -> operators.admit(exchange, () -> draw(exchange, exchange.argument())));
  }

  private static void draw(Exchange exchange, @Nullable String text) {
    if (text == null || text.length() > LONGEST) {
      exchange.problem(400, "what is to be drawn must be 1 to " + LONGEST + " encoded characters");
      return;
    }
    try {
      ByteMatrix matrix = Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
      JsonArray rows = new JsonArray();
      for (int y = 0; y < matrix.getHeight(); y++) {
        rows.add(row(matrix, y));
      }
      exchange.json(200, new JsonObject().put("rows", rows));
    } catch (WriterException e) {
      exchange.problem(400, "no QR code can hold that");
    }
  }

  private static String row(ByteMatrix matrix, int y) {
    StringBuilder row = new StringBuilder();
    for (int x = 0; x < matrix.getWidth(); x++) {
      row.append(matrix.get(x, y) == 1 ? '1' : '0');
    }
    return row.toString();
  }
}
