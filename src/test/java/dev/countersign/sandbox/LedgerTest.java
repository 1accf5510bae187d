package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL §13: what was signed is looked up on a ledger, JSON-RPC")
class LedgerTest extends LedgerSandboxTest {
  @Test
  @DisplayName("§13 a transaction nobody signed is txnNotFound, in an HTTP 200")
  void unknown() {
    JsonNode answer = tx("mainnet", "AB".repeat(32));

    missing(answer);
    assertThat(answer.at("/request/command").asText()).isEqualTo("tx");
    assertThat(answer.has("searched_all")).isFalse();
    assertThat(answer.has("validated")).isFalse();
  }

  @Test
  @DisplayName("§13 submitted, it is there without a ledger; after about four seconds, validated")
  void validated() {
    sandbox.clock().speed(0.001);
    String hash = signed(Signing.USUAL);
    JsonNode before = tx("mainnet", hash);
    sandbox.clock().advance(Duration.ofSeconds(6));
    JsonNode after = tx("mainnet", hash);

    assertThat(before.path("validated").asBoolean(true)).isFalse();
    assertThat(before.has("ledger_index")).isFalse();
    assertThat(before.has("meta")).isFalse();
    assertThat(after.path("validated").asBoolean()).isTrue();
    assertThat(after.path("status").asText()).isEqualTo("success");
    assertThat(after.path("hash").asText()).isEqualTo(hash);
    assertThat(after.path("Account").asText()).isEqualTo(sandbox.person("ada").account());
    assertThat(after.path("Destination").asText()).isEqualTo(SHOP);
    assertThat(after.path("ledger_index").asInt())
        .isEqualTo(after.path("inLedger").asInt())
        .isLessThanOrEqualTo(after.path("LastLedgerSequence").asInt());
    assertThat(after.path("date").isIntegralNumber()).isTrue();
    assertThat(after.at("/meta/TransactionResult").asText()).isEqualTo("tesSUCCESS");
    assertThat(after.at("/meta/delivered_amount").asText()).isEqualTo("1");
    assertThat(after.path("meta").has("DeliveredAmount")).isFalse();
    assertThat(after.at("/meta/AffectedNodes")).hasSize(2);
  }

  @Test
  @DisplayName("§13 ledgers go on closing where the clock was set back, or centuries ahead")
  void clockIsMoved() {
    ledgersClose();
    for (String moment : List.of("2020-01-01T00:00:00Z", "2300-01-01T00:00:00Z")) {
      sandbox.clock().set(Instant.parse(moment));
      String hash = signed(Signing.USUAL);
      ledgersClose();

      assertThat(tx("mainnet", hash).path("validated").asBoolean())
          .as(moment)
          .isEqualTo(moment.startsWith("2020"));
    }
    assertThat(rpc("mainnet", "server_info", "{}").path("status").asText()).isEqualTo("success");
  }

  @Test
  @DisplayName("§13 API version 2 keeps what was signed apart, and Amount is DeliverMax")
  void versionTwo() {
    String hash = signed(Signing.USUAL);
    ledgersClose();
    JsonNode answer =
        rpc("mainnet", "tx", "{\"transaction\":\"%s\",\"api_version\":2}".formatted(hash));

    assertThat(answer.at("/tx_json/DeliverMax").asText()).isEqualTo("1");
    assertThat(answer.path("tx_json").has("Amount")).isFalse();
    assertThat(answer.has("Account")).isFalse();
    assertThat(answer.path("hash").asText()).isEqualTo(hash);
    assertThat(answer.path("close_time_iso").asText()).endsWith("Z");
    assertThat(answer.path("validated").asBoolean()).isTrue();
    assertThat(answer.at("/meta/delivered_amount").asText()).isEqualTo("1");
  }

  @Test
  @DisplayName("§13 a tec result is in a ledger, costs fee and sequence and delivers nothing")
  void claimedOnly() {
    JsonNode response =
        response(PAYMENT, Signing.USUAL.with(SigningFate.ending("tecUNFUNDED_PAYMENT")));
    ledgersClose();
    JsonNode answer = tx("mainnet", response.path("txid").asText());

    assertThat(answer.path("validated").asBoolean()).isTrue();
    assertThat(answer.at("/meta/TransactionResult").asText()).isEqualTo("tecUNFUNDED_PAYMENT");
    assertThat(answer.path("meta").has("delivered_amount")).isFalse();
    assertThat(sequence("validated")).isEqualTo(answer.path("Sequence").asLong() + 1);
  }

  @Test
  @DisplayName("§12 what the wallet reports is the node's word: the same, unless both are told")
  void preliminaryAndFinal() {
    String same = backend.created(PAYMENT);
    String other = backend.created(PAYMENT);
    SigningFate dry = SigningFate.ending("tecPATH_DRY");
    sandbox.person("ada").sign(same, Signing.USUAL.with(dry));
    sandbox.person("ada").sign(other, Signing.USUAL.with(dry).withResult("tesSUCCESS"));
    ledgersClose();

    Awaitility.await().until(() -> sandbox.payload(other).dispatchedResult() != null);
    assertThat(sandbox.payload(same).dispatchedResult()).isEqualTo("tecPATH_DRY");
    assertThat(sandbox.payload(other).dispatchedResult()).isEqualTo("tesSUCCESS");
    assertThat(
            tx("mainnet", backend.read(other).at("/response/txid").asText())
                .at("/meta/TransactionResult")
                .asText())
        .isEqualTo("tecPATH_DRY");
  }

  @Test
  @DisplayName("§13 a partial payment succeeds and delivers less than Amount")
  void partialPayment() {
    String hash =
        response(
                PAYMENT.replace("\"1\"", "\"1000\""),
                Signing.USUAL.with(SigningFate.delivering("7")))
            .path("txid")
            .asText();
    ledgersClose();
    JsonNode answer = tx("mainnet", hash);

    assertThat(answer.path("Amount").asText()).isEqualTo("1000");
    assertThat(answer.path("Flags").asLong() & 0x20000).isNotZero();
    assertThat(answer.at("/meta/TransactionResult").asText()).isEqualTo("tesSUCCESS");
    assertThat(answer.at("/meta/delivered_amount").asText()).isEqualTo("7");
    assertThat(answer.at("/meta/DeliveredAmount").asText()).isEqualTo("7");
  }

  @Test
  @DisplayName("§12 a lost submission looks well in the wallet and never gets into a ledger")
  void lost() {
    JsonNode response = response(PAYMENT, Signing.USUAL.with(SigningFate.losing()));
    long from = validatedIndex();
    sandbox.clock().advance(Duration.ofMinutes(10));
    long to = validatedIndex();
    JsonNode answer =
        rpc(
            "mainnet",
            "tx",
            "{\"transaction\":\"%s\",\"min_ledger\":%d,\"max_ledger\":%d}"
                .formatted(response.path("txid").asText(), from, to));

    missing(answer);
    assertThat(answer.path("searched_all").asBoolean()).isTrue();
    assertThat(to - from).isGreaterThan(20);
  }

  @ParameterizedTest
  @DisplayName("§12 only tes and tec get into a ledger")
  @ValueSource(strings = {"temBAD_AMOUNT", "tefPAST_SEQ", "telINSUF_FEE_P", "terQUEUED"})
  void refusedByTheNode(String result) {
    String hash = signed(Signing.USUAL.with(SigningFate.ending(result)));
    ledgersClose();

    missing(tx("mainnet", hash));
  }

  @Test
  @DisplayName("§13 on the wrong network, it is not on the right one")
  void wrongNetwork() {
    String hash = signed(Signing.USUAL.onNetwork("TESTNET"));
    ledgersClose();

    missing(tx("mainnet", hash));
    assertThat(tx("testnet", hash).path("validated").asBoolean()).isTrue();
    assertThat(rpc("testnet", "server_info", "{}").at("/info/network_id").asInt()).isEqualTo(1);
  }

  @Test
  @DisplayName("§12 the ledger shows what was signed, not what was asked")
  void signedSomethingElse() {
    String elsewhere = Identity.of("mallory").account();
    String hash =
        signed(
            Signing.USUAL.with(
                SigningFate.USUAL.signingInstead("{\"Destination\":\"%s\"}".formatted(elsewhere))));
    ledgersClose();

    assertThat(tx("mainnet", hash).path("Destination").asText()).isEqualTo(elsewhere);
  }

  @Test
  @DisplayName("§13 with a gap in complete_ledgers not everything was searched")
  void gap() {
    String hash = signed(Signing.USUAL);
    ledgersClose();
    int index = tx("mainnet", hash).path("ledger_index").asInt();
    control("POST", "ledgers/mainnet", "{\"missing\":[\"%d\"]}".formatted(index));
    String range =
        "{\"transaction\":\"%s\",\"min_ledger\":%d,\"max_ledger\":%d}"
            .formatted(hash, index - 1, index + 1);

    assertThat(rpc("mainnet", "server_info", "{}").at("/info/complete_ledgers").asText())
        .contains((index - 1) + "," + (index + 1));
    missing(rpc("mainnet", "tx", range));
    assertThat(rpc("mainnet", "tx", range).path("searched_all").asBoolean(true)).isFalse();
    JsonNode gone = rpc("mainnet", "ledger", "{\"ledger_index\":%d}".formatted(index));
    assertThat(gone.path("error").asText()).isEqualTo("lgrNotFound");
    control("POST", "ledgers/mainnet", "{\"missing\":[]}");
    assertThat(rpc("mainnet", "tx", range).path("validated").asBoolean()).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("§13 a range that is none or too long is refused")
  @CsvSource({"10|5|invalidLgrRange", "1|2000|excessiveLgrRange"})
  void ranges(String row) {
    String[] parts = row.split("\\|");
    JsonNode answer =
        rpc(
            "mainnet",
            "tx",
            "{\"transaction\":\"%s\",\"min_ledger\":%s,\"max_ledger\":%s}"
                .formatted("AB".repeat(32), parts[0], parts[1]));

    assertThat(answer.path("error").asText()).isEqualTo(parts[2]);
  }

  @Test
  @DisplayName("§13 account_info: the sequence of the open ledger counts what is under way")
  void accountInfo() {
    long before = sequence("current");
    signed(Signing.USUAL);
    sandbox.clock().speed(0.001);

    assertThat(sequence("current")).isEqualTo(before + 1);
    ledgersClose();
    assertThat(sequence("validated")).isEqualTo(before + 1);
    JsonNode unknown =
        rpc("mainnet", "account_info", "{\"account\":\"rrrrrrrrrrrrrrrrrrrrrhoLvTp\"}");
    assertThat(unknown.path("error").asText()).isEqualTo("actNotFound");
    assertThat(rpc("mainnet", "account_info", "{\"account\":\"ada\"}").path("error").asText())
        .isEqualTo("actMalformed");
  }

  @Test
  @DisplayName("§4.1 submit:false: the back end submits the blob itself, once")
  void submittedByTheBackEnd() {
    JsonNode response =
        response(
            PAYMENT.strip().replaceFirst("}$", ",\"options\":{\"submit\":false}}"), Signing.USUAL);
    String hash = response.path("txid").asText();
    ledgersClose();
    missing(tx("mainnet", hash));
    String blob = "{\"tx_blob\":\"%s\"}".formatted(response.path("hex").asText());

    assertThat(rpc("mainnet", "submit", blob).path("engine_result").asText())
        .isEqualTo("tesSUCCESS");
    assertThat(rpc("mainnet", "submit", blob).path("engine_result").asText())
        .isEqualTo("tefALREADY");
    assertThat(rpc("xahau", "submit", blob).path("engine_result").asText())
        .isEqualTo("telREQUIRES_NETWORK_ID");
    ledgersClose();
    assertThat(tx("mainnet", hash).path("validated").asBoolean()).isTrue();
  }

  @Test
  @DisplayName("CONTRACT §10 the control API decides on result, amount, submission and content")
  void controlled() {
    String uuid = backend.created(PAYMENT);
    control(
        "POST",
        "people/ada/sign",
        """
        {"payload":"%s","result":"tesSUCCESS","delivered_amount":"0",
         "instead":{"DestinationTag":5}}"""
            .formatted(uuid));
    ledgersClose();
    JsonNode answer = tx("mainnet", backend.read(uuid).at("/response/txid").asText());

    assertThat(answer.path("DestinationTag").asInt()).isEqualTo(5);
    assertThat(answer.at("/meta/delivered_amount").asText()).isEqualTo("0");
    String lost = backend.created(PAYMENT);
    control(
        "POST", "people/ada/sign", "{\"payload\":\"%s\",\"submission\":\"lost\"}".formatted(lost));
    ledgersClose();
    missing(tx("mainnet", backend.read(lost).at("/response/txid").asText()));
    String misspelt = "{\"payload\":\"%s\",\"result\":\"tecNONSENSE\"}".formatted(lost);
    assertThat(backend.call("POST", "/sandbox/people/ada/sign", misspelt).text())
        .contains("know no 'tecNONSENSE'");
  }
}
