package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;

/** {@code rails} (PROTOCOL §9): the networks that a wallet can be on. */
final class Rails {
  private static final int ICON_SIDE = 32;

  private Rails() {}

  static Answer answer() {
    ObjectNode json = Json.object();
    for (Network network : Network.values()) {
      json.set(network.name(), rail(network));
    }
    return Answer.json(200, json);
  }

  private static ObjectNode rail(Network network) {
    Look look = Look.of(network);
    ObjectNode json =
        Json.object()
            .put("chain_id", network.id)
            .put("color", look.color())
            .put("name", look.name())
            .put("is_livenet", look.live())
            .put("native_asset", look.asset());
    json.putArray("endpoints").addObject().put("name", look.name()).put("url", network.node);
    json.putArray("explorers")
        .addObject()
        .put("name", look.name() + " explorer")
        .put("url_tx", look.explorer() + "/transactions/")
        .put("url_account", look.explorer() + "/accounts/");
    json.put("rpc", network.node.replaceFirst("^ws", "http").replaceFirst(":51233$", ":51234"));
    json.put("definitions", "default");
    json.putObject("icons")
        .put("icon_square", icon(network, false))
        .put("icon_asset", icon(network, true));
    return json;
  }

  /** How a network is shown to people. */
  private record Look(String name, String color, boolean live, String asset, String explorer) {
    static Look of(Network network) {
      return switch (network) {
        case MAINNET -> new Look("XRP Ledger", "#1A4FD6", true, "XRP", "https://livenet.xrpl.org");
        case TESTNET ->
            new Look("XRP Ledger Testnet", "#2E9E5B", false, "XRP", "https://testnet.xrpl.org");
        case DEVNET ->
            new Look("XRP Ledger Devnet", "#C77B0A", false, "XRP", "https://devnet.xrpl.org");
        case XAHAU -> new Look("Xahau", "#B3261E", true, "XAH", "https://explorer.xahau.network");
        case XAHAUTESTNET ->
            new Look("Xahau Testnet", "#7A3E9D", false, "XAH", "https://explorer.xahau-test.net");
      };
    }
  }

  /** A disc or a square with one stripe per network, so that they can be told apart. */
  private static String icon(Network network, boolean round) {
    int half = ICON_SIDE / 2;
    byte[] png =
        Png.blackAndWhite(
            ICON_SIDE,
            (x, y) -> {
              boolean inside =
                  !round || (x - half) * (x - half) + (y - half) * (y - half) < half * half;
              boolean stripe = y % 6 < 2 && y / 6 <= network.ordinal();
              return inside && !stripe;
            });
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }
}
