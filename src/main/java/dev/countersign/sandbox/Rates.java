package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** {@code rates/{CUR}} (PROTOCOL §9): what a dollar, an XRP and a XAH cost in a currency. */
final class Rates {
  private static final MathContext SIX_DIGITS = new MathContext(6);

  private final JsonNode table = Json.parse(Resources.text("rates.json"));

  Answer answer(String currency) {
    String code = currency.toUpperCase(Locale.ROOT);
    JsonNode known = table.path("currencies").path(code);
    if (known.isMissingNode()) {
      throw PlatformError.invalid(400);
    }
    BigDecimal perDollar = known.path("per_usd").decimalValue();
    ObjectNode json = Json.object().put("USD", perDollar);
    table
        .path("assets")
        .properties()
        .forEach(
            asset ->
                json.put(
                    asset.getKey(),
                    perDollar.multiply(asset.getValue().decimalValue()).round(SIX_DIGITS)));
    json.putObject("__meta")
        .putObject("currency")
        .put("en", known.path("en").textValue())
        .put("code", code)
        .put("symbol", known.path("symbol").textValue())
        .put("isoDecimals", known.path("decimals").intValue());
    return Answer.json(200, json);
  }
}
