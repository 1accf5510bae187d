package dev.countersign.sandbox.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Ways of a payment through other currencies. */
final class Paths {
  private static final int ACCOUNT = 0x01;
  private static final int CURRENCY = 0x10;
  private static final int ISSUER = 0x20;
  private static final int NEXT_PATH = 0xFF;
  private static final int END = 0x00;

  private Paths() {}

  static void encode(JsonNode paths, Currencies currencies, Sink sink) {
    if (!paths.isArray() || paths.isEmpty()) {
      throw new CodecException(paths + " are no paths.");
    }
    boolean first = true;
    for (JsonNode path : paths) {
      if (!first) {
        sink.put(NEXT_PATH);
      }
      first = false;
      if (!path.isArray()) {
        throw new CodecException(path + " is no path.");
      }
      path.forEach(hop -> hop(hop, currencies, sink));
    }
    sink.put(END);
  }

  private static void hop(JsonNode hop, Currencies currencies, Sink sink) {
    int kind =
        (hop.has("account") ? ACCOUNT : 0)
            | (hop.has("currency") ? CURRENCY : 0)
            | (hop.has("issuer") ? ISSUER : 0);
    if (kind == 0) {
      throw new CodecException(hop + " is no step of a path.");
    }
    sink.put(kind);
    if (hop.has("account")) {
      sink.put(Scalars.account(hop.path("account")));
    }
    if (hop.has("currency")) {
      sink.put(currencies.encode(Scalars.text(hop.path("currency"))));
    }
    if (hop.has("issuer")) {
      sink.put(Scalars.account(hop.path("issuer")));
    }
  }

  static ArrayNode decode(Currencies currencies, Source source) {
    ArrayNode paths = JsonNodeFactory.instance.arrayNode();
    ArrayNode path = paths.addArray();
    for (int kind = source.next(); kind != END; kind = source.next()) {
      if (kind == NEXT_PATH) {
        path = paths.addArray();
        continue;
      }
      ObjectNode hop = path.addObject();
      if ((kind & ACCOUNT) != 0) {
        hop.put("account", Addresses.encode(source.take(Addresses.ACCOUNT_ID)));
      }
      if ((kind & CURRENCY) != 0) {
        hop.put("currency", currencies.decode(source.take(20)));
      }
      if ((kind & ISSUER) != 0) {
        hop.put("issuer", Addresses.encode(source.take(Addresses.ACCOUNT_ID)));
      }
    }
    return paths;
  }
}
