package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Both forms of {@code kyc-status} (PROTOCOL §8.6), and how far everybody got. */
final class KycCalls {
  private final Map<String, KycStatus> byAccount = new HashMap<>();

  void set(Person person, KycStatus status) {
    byAccount.put(person.identity.account(), status);
  }

  boolean approved(String account) {
    return of(account) == KycStatus.SUCCESSFUL;
  }

  KycStatus of(String account) {
    return byAccount.getOrDefault(account, KycStatus.NONE);
  }

  /** What is no live token of this application cannot be told from a person without KYC. */
  Answer ofToken(World world, Exchange exchange, @Nullable JsonNode body) {
    String token = body == null ? null : Json.string(body, "user_token");
    Person person = world.tokens.holder(token, exchange.application(), world.now());
    KycStatus status = person == null ? KycStatus.NONE : of(person.identity.account());
    ObjectNode json = Json.object().put("kycStatus", status.name());
    ObjectNode possible = json.putObject("possibleStatuses");
    for (KycStatus each : KycStatus.values()) {
      possible.put(each.name(), each.meaning);
    }
    return Answer.json(200, json);
  }

  Answer ofAccount(String account) {
    return Answer.json(
        200, Json.object().put("account", account).put("kycApproved", approved(account)));
  }

  void clear() {
    byAccount.clear();
  }
}
