package dev.countersign.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.request.Ask;
import java.util.Map;
import org.xrpl.xrpl4j.codec.addresses.AddressCodec;
import org.xrpl.xrpl4j.codec.addresses.ClassicAddress;
import org.xrpl.xrpl4j.model.transactions.XAddress;

/** A template, with each thing said as a signed transaction says it where there are two ways. */
final class AskedTransaction {
  static final String SIGN_IN = "SignIn";
  private static final String CHANNEL_AUTHORIZE = "PaymentChannelAuthorize";
  private static final String DELIVER_MAX = "DeliverMax";
  private static final String AMOUNT = "Amount";
  private static final String ACCOUNT = "Account";
  private static final AddressCodec ADDRESSES = AddressCodec.getInstance();

  /** Addresses that may have a tag in them, and where a tag is signed. */
  private static final Map<String, String> TAGS =
      Map.of(ACCOUNT, "SourceTag", "Destination", "DestinationTag");

  private AskedTransaction() {}

  static ObjectNode read(Ask.Template template) throws UnreadableException {
    ObjectNode asked =
        switch (template) {
          case Ask.Template.TxJson(String json) -> parsed(json);
          case Ask.Template.TxBlob(String hex) -> decoded(hex);
        };
    String type = asked.path(FieldTypes.TRANSACTION_TYPE).asText();
    if (type.equals(CHANNEL_AUTHORIZE) || (type.isEmpty() && asked.has("Channel"))) {
      throw new UnreadableException("what is signed for a payment channel is no transaction");
    }
    return asked;
  }

  private static ObjectNode decoded(String hex) throws UnreadableException {
    try {
      return BlobReader.read(SignedBlob.bytes(hex)).transaction();
    } catch (UnreadableException e) {
      throw new UnreadableException("of the transaction asked for: " + e.reason());
    }
  }

  private static ObjectNode parsed(String json) throws UnreadableException {
    ObjectNode asked = Json.object(json);
    if (asked == null) {
      throw new UnreadableException("the transaction asked for is no JSON object");
    }
    asked.properties().removeIf(field -> field.getValue().isNull());
    if (asked.path(ACCOUNT).asText("-").isEmpty()) {
      asked.remove(ACCOUNT);
    }
    if (!asked.has(AMOUNT) && asked.has(DELIVER_MAX)) {
      asked.set(AMOUNT, asked.remove(DELIVER_MAX));
    }
    TAGS.forEach((address, tag) -> split(asked, address, tag));
    return asked;
  }

  private static void split(ObjectNode asked, String address, String tag) {
    JsonNode value = asked.path(address);
    if (!value.isTextual() || !value.textValue().matches("[XT][1-9A-HJ-NP-Za-km-z]{46}")) {
      return;
    }
    try {
      XAddress whole = XAddress.of(value.textValue());
      ClassicAddress parts = ADDRESSES.xAddressToClassicAddress(whole);
      asked.put(address, parts.classicAddress().value());
      boolean tagged =
          !ADDRESSES.classicAddressToXAddress(parts.classicAddress(), parts.test()).equals(whole);
      if (tagged && !asked.has(tag)) {
        asked.put(tag, parts.tag().longValue());
      }
    } catch (RuntimeException _) {
      // No such address after all: it stays, and nothing signed is the same.
    }
  }
}
