package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §13: the server of a ledger, JSON-RPC")
class LedgerServerTest extends LedgerSandboxTest {
  @Test
  @DisplayName("§13 server_info: network, complete ledgers, the newest validated ledger")
  void serverInfo() {
    JsonNode info = rpc("xahau", "server_info", "{}").path("info");

    assertThat(info.path("network_id").asInt()).isEqualTo(21337);
    assertThat(info.path("server_state").asText()).isEqualTo("full");
    assertThat(info.path("complete_ledgers").asText())
        .endsWith("-" + info.at("/validated_ledger/seq").asText());
    assertThat(info.at("/validated_ledger/hash").asText()).matches("[0-9A-F]{64}");
    assertThat(info.at("/validated_ledger/age").asInt()).isBetween(0, 4);
  }

  @Test
  @DisplayName("§13 a ledger names its transactions, and its neighbours follow one another")
  void ledger() {
    String hash = signed(Signing.USUAL);
    ledgersClose();
    int index = tx("mainnet", hash).path("ledger_index").asInt();
    JsonNode found =
        rpc(
            "mainnet",
            "ledger",
            "{\"ledger_index\":%d,\"transactions\":true,\"expand\":true}".formatted(index));
    JsonNode plain =
        rpc("mainnet", "ledger", "{\"ledger_index\":%d,\"transactions\":true}".formatted(index));
    JsonNode next = rpc("mainnet", "ledger", "{\"ledger_index\":%d}".formatted(index + 1));

    assertThat(found.path("validated").asBoolean()).isTrue();
    assertThat(found.at("/ledger/transactions/0/hash").asText()).isEqualTo(hash);
    assertThat(found.at("/ledger/transactions/0/metaData/TransactionResult").asText())
        .isEqualTo("tesSUCCESS");
    assertThat(plain.at("/ledger/transactions/0").asText()).isEqualTo(hash);
    assertThat(next.at("/ledger/parent_hash")).isEqualTo(found.path("ledger_hash"));
    assertThat(next.path("ledger").has("transactions")).isFalse();
  }

  @Test
  @DisplayName("§13 the small commands")
  void smallCommands() {
    long validated = validatedIndex();

    assertThat(rpc("mainnet", "ping", "{}").path("status").asText()).isEqualTo("success");
    assertThat(rpc("mainnet", "ledger_closed", "{}").path("ledger_index").asLong())
        .isBetween(validated, validated + 2);
    assertThat(rpc("mainnet", "ledger_current", "{}").path("ledger_current_index").asLong())
        .isBetween(validated + 1, validated + 3);
    assertThat(rpc("mainnet", "fee", "{}").at("/drops/base_fee").asText()).isEqualTo("10");
    assertThat(rpc("mainnet", "nonsense", "{}").path("error").asText()).isEqualTo("unknownCmd");
  }

  @Test
  @DisplayName("§13 what is no call of JSON-RPC is refused by HTTP")
  void noCall() {
    assertThat(backend.call("POST", "/ledger/mainnet", "{").status()).isEqualTo(400);
    assertThat(backend.call("POST", "/ledger/mainnet", "{}").status()).isEqualTo(400);
    assertThat(backend.call("GET", "/ledger/mainnet", "").status()).isEqualTo(405);
    assertThat(backend.call("POST", "/ledger/nowhere", "{}").status()).isEqualTo(404);
  }

  @Test
  @DisplayName("faults that name the ledger meet it; those that name nothing are the platform's")
  void faults() {
    control("POST", "faults", "{\"status\":503,\"times\":1}");
    assertThat(rpc("mainnet", "ping", "{}").path("status").asText()).isEqualTo("success");
    control("DELETE", "faults", "");
    control("POST", "faults", "{\"status\":503,\"path\":\"ledger\",\"times\":1}");

    assertThat(backend.call("POST", "/ledger/mainnet", "{\"method\":\"ping\"}").status())
        .isEqualTo(503);
    assertThat(rpc("mainnet", "ping", "{}").path("status").asText()).isEqualTo("success");
  }

  @Test
  @DisplayName("CONTRACT §10 an answer of a ledger that is lost was worked out: the blob is there")
  void lostAnswer() {
    String unsent = PAYMENT.strip().replaceFirst("}$", ",\"options\":{\"submit\":false}}");
    JsonNode response = response(unsent, Signing.USUAL);
    String blob = "{\"tx_blob\":\"%s\"}".formatted(response.path("hex").asText());
    sandbox.faults().add(Fault.loseAnswer("ledger").once());

    assertThatThrownBy(() -> rpc("mainnet", "submit", blob))
        .isInstanceOf(UncheckedIOException.class);
    ledgersClose();
    assertThat(tx("mainnet", response.path("txid").asText()).path("validated").asBoolean())
        .isTrue();
  }

  @Test
  @DisplayName("CONTRACT §10 the body of a status fault and Retry-After are a ledger's too")
  void refusals() {
    control(
        "POST",
        "faults",
        """
        [{"path":"ledger","times":1,"status":502,"body":"<h1>Bad gateway</h1>"},
         {"path":"ledger","times":1,"rate_limited":true,"retry_after":7}]""");

    assertThat(backend.call("POST", "/ledger/mainnet", "{}").text())
        .isEqualTo("<h1>Bad gateway</h1>");
    assertThat(backend.call("POST", "/ledger/mainnet", "{}").header("Retry-After")).isEqualTo("7");
  }

  @Test
  @DisplayName("CONTRACT §10 after a reset the ledgers are as new")
  void reset() {
    String hash = signed(Signing.USUAL);
    ledgersClose();
    sandbox.reset();

    missing(tx("mainnet", hash));
  }
}
