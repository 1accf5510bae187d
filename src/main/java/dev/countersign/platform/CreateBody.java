package dev.countersign.platform;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.request.Ask;
import dev.countersign.request.PayloadView;
import dev.countersign.request.Subject;
import dev.countersign.request.UserToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The body of POST payload (PROTOCOL §4.1). A transaction passes through byte for byte. */
final class CreateBody {
  private static final String LAST_LEDGER = "LastLedgerSequence";

  private CreateBody() {}

  static String of(
      Subject subject,
      Ask ask,
      @Nullable UserToken token,
      int defaultExpireMinutes,
      @Nullable Integer lastLedgerOffset) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = Json.MAPPER.createGenerator(text)) {
      json.writeStartObject();
      switch (ask.template()) {
        case Ask.Template.TxJson(String tx) -> {
          json.writeFieldName("txjson");
          json.writeRawValue(lastLedgerOffset == null ? tx : ending(tx, ask, lastLedgerOffset));
        }
        case Ask.Template.TxBlob(String hex) -> json.writeStringField("txblob", hex);
      }
      options(json, ask.options(), defaultExpireMinutes);
      customMeta(json, subject, ask);
      if (token != null) {
        json.writeStringField("user_token", token.value());
      }
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  /** Whoever submits it later knows best until when; a pseudo type never gets into a ledger. */
  private static String ending(String tx, Ask ask, int offset) {
    JsonNode transaction = Json.object(tx);
    boolean submitted =
        !Boolean.FALSE.equals(ask.options().submit())
            && !Boolean.TRUE.equals(ask.options().multisign());
    return transaction == null
            || !submitted
            || transaction.has(LAST_LEDGER)
            || PayloadView.PSEUDO_TYPES.contains(transaction.path("TransactionType").asText())
        ? tx
        : "{\"%s\":%d,%s".formatted(LAST_LEDGER, offset, tx.strip().substring(1));
  }

  /** Submit and expire are always said: the platform's defaults have changed over the years. */
  private static void options(JsonGenerator json, Ask.Options options, int defaultExpireMinutes)
      throws IOException {
    Integer expire = options.expireMinutes();
    json.writeObjectFieldStart("options");
    json.writeBooleanField("submit", !Boolean.FALSE.equals(options.submit()));
    json.writeNumberField("expire", expire == null ? defaultExpireMinutes : expire);
    optional(json, "multisign", options.multisign());
    if (options.returnUrlApp() != null || options.returnUrlWeb() != null) {
      json.writeObjectFieldStart("return_url");
      optional(json, "app", options.returnUrlApp());
      optional(json, "web", options.returnUrlWeb());
      json.writeEndObject();
    }
    optional(json, "force_network", options.forceNetwork());
    if (!options.signers().isEmpty()) {
      json.writeArrayFieldStart("signers");
      for (String signer : options.signers()) {
        json.writeString(signer);
      }
      json.writeEndArray();
    }
    optional(json, "pathfinding", options.pathfinding());
    optional(json, "pathfinding_fallback", options.pathfindingFallback());
    json.writeEndObject();
  }

  private static void customMeta(JsonGenerator json, Subject subject, Ask ask) throws IOException {
    json.writeObjectFieldStart("custom_meta");
    json.writeStringField("identifier", subject.id());
    if (ask.blob() != null) {
      json.writeFieldName("blob");
      json.writeRawValue(ask.blob());
    }
    optional(json, "instruction", ask.instruction());
    json.writeEndObject();
  }

  private static void optional(JsonGenerator json, String name, @Nullable Object value)
      throws IOException {
    if (value != null) {
      json.writePOJOField(name, value);
    }
  }
}
