package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a person opens an xApp: what of the data of PROTOCOL §9.1 is not the same every time.
 *
 * @param texts any of {@link #TEXTS} that differ from the usual
 * @param originData where it was opened from, as far as the wallet tells
 */
record XappVisit(Network network, Map<String, String> texts, String origin, ObjectNode originData) {
  private static final String WALLET_VERSION = "4.0.0";
  private static final Map<String, String> TEXTS =
      Map.of(
          "locale", "en",
          "version", WALLET_VERSION,
          "accountaccess", "FULL",
          "accounttype", "REGULAR",
          "style", "LIGHT",
          "currency", "USD");

  static final XappVisit USUAL =
      new XappVisit(Network.MAINNET, Map.of(), "QUICK_ACTIONS", Json.object());

  static XappVisit of(ControlBody body) {
    Map<String, String> texts = new TreeMap<>();
    for (String field : TEXTS.keySet()) {
      String text = body.text(field);
      if (text != null) {
        texts.put(field, text);
      }
    }
    String network = body.text("network");
    ControlBody origin = new ControlBody(body.object("origin"), "type", "data");
    String type = origin.text("type");
    return new XappVisit(
        network == null ? USUAL.network : Network.named(network),
        texts,
        type == null ? USUAL.origin : type,
        origin.object("data").deepCopy());
  }

  /** From the event list, with what the application sent along (PROTOCOL §9.1). */
  XappVisit from(Payload event) {
    ObjectNode data = originData.deepCopy().put("payload", event.uuid);
    if (event.request.customMeta().blob() instanceof ObjectNode sent) {
      data.setAll(sent);
    }
    return new XappVisit(network, texts, "EVENT_LIST", data);
  }

  ObjectNode data(Person person, KycCalls kyc) {
    String account = person.identity.account();
    ObjectNode json = Json.object();
    json.put("locale", text("locale"));
    json.put("version", text("version"));
    json.put("account", account);
    json.put("accountaccess", text("accountaccess"));
    json.put("accounttype", text("accounttype"));
    json.put("style", text("style"));
    json.putObject("origin").put("type", origin).set("data", originData);
    json.put("user", person.identity.userId());
    json.putObject("user_device").put("currency", text("currency")).put("platform", "sandbox");
    json.set("account_info", accountInfo(account, person.name, kyc));
    json.put("nodetype", network.name());
    json.put("nodewss", network.node);
    json.put("networkid", network.id);
    json.put("currency", text("currency"));
    json.putArray("subscriptions");
    return json;
  }

  private String text(String field) {
    return texts.getOrDefault(field, TEXTS.getOrDefault(field, ""));
  }

  static ObjectNode accountInfo(String account, String name, KycCalls kyc) {
    ObjectNode info =
        Json.object()
            .put("account", account)
            .put("name", name)
            .put("domain", "")
            .put("blocked", false)
            .put("source", "")
            .put("kycApproved", kyc.approved(account))
            .put("proSubscription", false);
    info.putObject("profile")
        .putNull("slug")
        .putNull("profileUrl")
        .putNull("accountSlug")
        .putNull("payString");
    return info;
  }
}
