package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** Somebody who looks up on a ledger what ada signed. */
abstract class LedgerSandboxTest extends SandboxTest {
  static final String SHOP = "rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY";

  @Override
  SandboxOptions options() {
    return super.options().withResolveLag(Duration.ZERO);
  }

  JsonNode rpc(String network, String method, String parameters) {
    String body = "{\"method\":\"%s\",\"params\":[%s]}".formatted(method, parameters);
    return backend.call("POST", "/ledger/" + network, body).expect(200).path("result");
  }

  JsonNode tx(String network, String hash) {
    return rpc(network, "tx", "{\"transaction\":\"%s\"}".formatted(hash));
  }

  JsonNode response(String body, Signing signing) {
    String uuid = backend.created(body);
    sandbox.person("ada").sign(uuid, signing);
    return backend.read(uuid).path("response");
  }

  String signed(Signing signing) {
    return response(PAYMENT, signing).path("txid").asText();
  }

  void ledgersClose() {
    sandbox.clock().advance(Duration.ofSeconds(10));
  }

  static void missing(JsonNode answer) {
    assertThat(answer.path("error").asText()).isEqualTo("txnNotFound");
    assertThat(answer.path("error_code").asInt()).isEqualTo(29);
    assertThat(answer.path("status").asText()).isEqualTo("error");
  }

  long validatedIndex() {
    return rpc("mainnet", "server_info", "{}").at("/info/validated_ledger/seq").asLong();
  }

  long sequence(String ledger) {
    String parameters =
        "{\"account\":\"%s\",\"ledger_index\":\"%s\"}"
            .formatted(sandbox.person("ada").account(), ledger);
    return rpc("mainnet", "account_info", parameters).at("/account_data/Sequence").asLong();
  }
}
