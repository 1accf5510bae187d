package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;

/**
 * {@code nftoken-detail/{id}} (PROTOCOL §9). The issuer and the serial number are read from the id,
 * where the ledger puts them; every token belongs to whoever asks.
 */
final class NftokenDetail {
  private static final int ISSUER_AT = 8;
  private static final int ISSUER_END = 48;
  private static final int SERIAL_AT = 56;

  private NftokenDetail() {}

  static Answer answer(String token, Person caller, Origin origin) {
    String issuer = Base58.address(HexFormat.of().parseHex(token.substring(ISSUER_AT, ISSUER_END)));
    ObjectNode json =
        Json.object()
            .put("issuer", issuer)
            .put("token", token)
            .put("owner", caller.identity.account())
            .put("name", "Token " + Long.parseLong(token.substring(SERIAL_AT), 16))
            .put("image", origin.avatar(issuer));
    return Answer.json(200, json);
  }
}
