package dev.countersign.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.request.Amount;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers to {@code tx}. API version 1 has the signed fields beside those of the server,
 * version 2 has them apart in {@code tx_json} and Amount of a payment as DeliverMax only.
 */
final class TxReader {
  private static final Pattern RESULT = Pattern.compile("tesSUCCESS|tec[A-Z0-9_]{1,60}");
  private static final Pattern FIELD = Pattern.compile("[A-Z][A-Za-z0-9]*");
  private static final String DELIVER_MAX = "DeliverMax";
  private static final String AMOUNT = "Amount";

  /** 2000-01-01, from where ledgers count seconds. */
  private static final long EPOCH = 946_684_800;

  private TxReader() {}

  static Look read(Reply reply, String txid) {
    return switch (reply) {
      case Reply.Silence(String reason) -> new Look.Trouble(reason);
      case Reply.Refused(String error, ObjectNode body) ->
          error.equals("txnNotFound")
              ? new Look.Missing(body.path("searched_all").asBoolean())
              : new Look.Trouble("tx is refused with " + error);
      case Reply.Result(ObjectNode body) -> found(body, txid);
    };
  }

  private static Look found(ObjectNode body, String txid) {
    JsonNode signed = body.path("tx_json").isObject() ? body.path("tx_json") : body;
    JsonNode hash = body.has("hash") ? body.path("hash") : signed.path("hash");
    if (!hash.isTextual() || !hash.textValue().equalsIgnoreCase(txid)) {
      return new Look.Trouble("an answer about another transaction");
    }
    JsonNode account = signed.path("Account");
    if (!account.isTextual()) {
      return new Look.Trouble("a transaction without an account");
    }
    if (!body.path("validated").isBoolean() || !body.path("validated").booleanValue()) {
      return new Look.Waiting(account.textValue());
    }
    Long index = Json.index(body.path("ledger_index"));
    String result = body.path("meta").path("TransactionResult").asText();
    if (index == null || !RESULT.matcher(result).matches()) {
      return new Look.Trouble("a validated transaction without a ledger or a result");
    }
    ObjectNode fields = fields(signed).put("hash", txid);
    return new Look.Found(
        new Fate.Validated(
            index,
            closeTime(body, signed),
            result,
            delivered(result, body.path("meta"), fields),
            fields));
  }

  /** What was signed; a server's own words begin with a small letter. */
  private static ObjectNode fields(JsonNode signed) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    signed
        .properties()
        .forEach(
            field -> {
              if (FIELD.matcher(field.getKey()).matches()) {
                fields.set(field.getKey(), field.getValue());
              }
            });
    JsonNode most = fields.remove(DELIVER_MAX);
    if (most != null && !fields.has(AMOUNT)) {
      fields.set(AMOUNT, most);
    }
    return fields;
  }

  private static @Nullable Instant closeTime(JsonNode body, JsonNode signed) {
    Long seconds = Json.index(signed.path("date"));
    if (seconds != null) {
      return Instant.ofEpochSecond(EPOCH + seconds);
    }
    try {
      Instant time = Instant.parse(body.path("close_time_iso").asText());
      boolean plausible =
          time.getEpochSecond() >= EPOCH && time.getEpochSecond() <= EPOCH + Json.LARGEST_INDEX;
      return plausible ? time : null;
    } catch (DateTimeException _) {
      return null;
    }
  }

  /**
   * PROTOCOL §13: by what was delivered, not by Amount, which a partial payment only approaches.
   */
  private static Delivered delivered(String result, JsonNode meta, JsonNode fields) {
    if (!result.startsWith("tes")) {
      return new Delivered.Nothing();
    }
    JsonNode given = meta.path("delivered_amount");
    JsonNode told = given.isMissingNode() ? meta.path("DeliveredAmount") : given;
    Amount amount = Amounts.parse(told);
    if (amount != null) {
      return new Delivered.Of(amount);
    }
    return new Delivered.Unavailable();
  }
}
