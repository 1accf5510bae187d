package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL §9: what else a back end can ask")
class ReferenceCallsTest extends SandboxTest {
  @Test
  @DisplayName("§9 curated-assets: issuers, currencies and details, with accounts that can sign")
  void curatedAssets() {
    JsonNode assets = backend.get("curated-assets").expect(200);

    assertThat(assets.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("issuers", "currencies", "details");
    String issuer = assets.at("/issuers/0").asText();
    JsonNode details = assets.path("details").path(issuer);
    assertThat(details.path("currencies").properties())
        .isNotEmpty()
        .allSatisfy(
            currency -> {
              assertThat(currency.getValue().path("issuer_id")).isEqualTo(details.path("id"));
              assertThat(currency.getValue().path("issuer").asText())
                  .isEqualTo(sandbox.person(issuer).account());
            });
  }

  @Test
  @DisplayName("§1 avatars are pictures of this sandbox, the same for the same account")
  void avatars() {
    JsonNode assets = backend.get("curated-assets").expect(200);
    String issuer = assets.at("/issuers/0").asText();
    String avatar = assets.path("details").path(issuer).path("avatar").asText();

    assertThat(avatar).startsWith(sandbox.url() + "/avatar/r");
    byte[] picture = backend.bytes(avatar);
    assertThat(picture).startsWith(0x89, 'P', 'N', 'G').isEqualTo(backend.bytes(avatar));
    assertThat(backend.call("GET", "/avatar/nobody.png", "").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @DisplayName("§9 rates/{CUR}: dollar, XRP and XAH in that currency, in any case of its code")
  @CsvSource({"USD, 1, US Dollar, 2", "EUR, 0.92, Euro, 2", "jpy, 148.5, Japanese Yen, 0"})
  void rates(String code, double dollar, String name, int decimals) {
    JsonNode rates = backend.get("rates/" + code).expect(200);

    assertThat(rates.path("USD").doubleValue()).isEqualTo(dollar);
    assertThat(rates.path("XRP").doubleValue()).isBetween(0.1 * dollar, 10 * dollar);
    assertThat(rates.path("XAH").doubleValue()).isPositive();
    JsonNode currency = rates.at("/__meta/currency");
    assertThat(currency.path("en").asText()).isEqualTo(name);
    assertThat(currency.path("code").asText()).isEqualTo(code.toUpperCase(Locale.ROOT));
    assertThat(currency.path("symbol").isTextual()).isTrue();
    assertThat(currency.path("isoDecimals").intValue()).isEqualTo(decimals);
  }

  @ParameterizedTest
  @DisplayName("§9 rates: a bad currency is 400")
  @ValueSource(strings = {"XYZ", "nonsense", "U"})
  void badCurrency(String code) {
    backend.get("rates/" + code).expect(400);
  }

  @Test
  @DisplayName("§9 xrpl-tx: a payment that was signed here, with what it moved")
  void transaction() {
    String uuid = backend.created(PAYMENT);
    SandboxPerson ada = sandbox.person("ada");
    String txid = ada.sign(uuid).txid();
    sandbox.clock().advance(Duration.ofSeconds(10));

    JsonNode found = backend.get("xrpl-tx/" + txid).expect(200);
    assertThat(found.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("txid", "balanceChanges", "node", "transaction");
    assertThat(found.path("txid").asText()).isEqualTo(txid);
    assertThat(found.path("transaction").path("Account").asText()).isEqualTo(ada.account());
    assertThat(found.at("/transaction/meta/TransactionResult").asText()).isEqualTo("tesSUCCESS");
    assertThat(found.at("/transaction/meta/delivered_amount").asText()).isEqualTo("1");
    assertThat(found.at("/transaction/validated").asBoolean()).isTrue();
    assertThat(found.path("balanceChanges").path("rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY"))
        .isEqualTo(
            Json.parse("[{\"counterparty\":\"\",\"currency\":\"XRP\",\"value\":\"0.000001\"}]"));
    assertThat(found.path("balanceChanges").path(ada.account()).at("/0/value").asText())
        .startsWith("-0.0000");
  }

  @Test
  @DisplayName("§9 xrpl-tx: other networks, SignIns and the unknown are 404")
  void noTransaction() {
    String uuid = backend.created(PAYMENT);
    String elsewhere = sandbox.person("ada").sign(uuid, Signing.USUAL.onNetwork("TESTNET")).txid();
    Awaitility.await().until(() -> sandbox.payload(uuid).dispatchedResult() != null);
    String signIn = sandbox.person("ada").sign(backend.created(SIGN_IN)).txid();

    assertThat(Arrays.asList(elsewhere, signIn, "0".repeat(64)))
        .allSatisfy(
            txid -> assertThat(backend.get("xrpl-tx/" + txid).error()).isEqualTo("404 404"));
  }

  @Test
  @DisplayName("§9 account-meta: all fields of the recording, null where nothing is known")
  void accountMeta() {
    String account = sandbox.person("ada").account();

    assertThat(backend.get("account-meta/" + account).expect(200))
        .isEqualTo(
            Json.parse(
                """
                {"account":"%s","kycApproved":false,"xummPro":false,"blocked":false,
                 "force_dtag":false,"avatar":"%s/avatar/%s.png",
                 "xummProfile":{"accountAlias":null,"ownerAlias":null,"slug":null,
                   "profileUrl":null,"accountSlug":null,"payString":null},
                 "thirdPartyProfiles":[],"globalid":{"linked":null,"profileUrl":null}}"""
                    .formatted(account, sandbox.url(), account)));
  }

  @Test
  @DisplayName("§9 account-meta: names of issuers, KYC, and who is on the scam list")
  void accountMetaOfTheKnown() {
    sandbox.person("ada").kyc(KycStatus.SUCCESSFUL);

    assertThat(meta("Harbour Bank").at("/xummProfile/accountAlias").asText())
        .isEqualTo("Harbour Bank");
    assertThat(meta("ada").path("kycApproved").asBoolean()).isTrue();
    assertThat(meta("scammer").path("blocked").asBoolean()).isTrue();
  }

  @Test
  @DisplayName("§9 rails: every network that a wallet can be on, and nothing missing of each")
  void rails() {
    JsonNode rails = backend.get("rails").expect(200);

    assertThat(rails.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("MAINNET", "TESTNET", "DEVNET", "XAHAU", "XAHAUTESTNET");
    assertThat(rails.properties())
        .allSatisfy(
            network ->
                assertThat(network.getValue().properties())
                    .extracting(Map.Entry::getKey)
                    .containsExactly(
                        "chain_id",
                        "color",
                        "name",
                        "is_livenet",
                        "native_asset",
                        "endpoints",
                        "explorers",
                        "rpc",
                        "definitions",
                        "icons"));
    assertThat(rails.at("/XAHAUTESTNET/chain_id").asInt()).isEqualTo(21338);
    assertThat(rails.at("/MAINNET/icons/icon_square").asText())
        .startsWith("data:image/png;base64,")
        .isNotEqualTo(rails.at("/TESTNET/icons/icon_square").asText());
  }

  @Test
  @DisplayName("§2.1 rails answers without credentials too; those that are sent have to be right")
  void publicRails() {
    Backend.Reply reply = backend.as("", "").get("rails");

    assertThat(reply.expect(200).has("MAINNET")).isTrue();
    assertThat(reply.header("X-RateLimit-Limit")).isEmpty();
    assertThat(backend.as("bogus", "bogus").get("rails").error()).isEqualTo("403 812");
  }

  @Test
  @DisplayName("§9 hookhash lists hooks by hash; hookhash/{hash} is one of them, in any case")
  void hookHashes() {
    JsonNode all = backend.get("hookhash").expect(200);

    assertThat(all.properties())
        .isNotEmpty()
        .allSatisfy(
            hook -> {
              assertThat(hook.getKey()).matches("[0-9A-F]{64}");
              assertThat(backend.get("hookhash/" + hook.getKey()).json())
                  .isEqualTo(hook.getValue());
              assertThat(backend.get("hookhash/" + hook.getKey().toLowerCase(Locale.ROOT)).json())
                  .isEqualTo(hook.getValue());
              assertThat(hook.getValue().has("name")).isTrue();
              assertThat(hook.getValue().has("description")).isTrue();
            });
    assertThat(backend.get("hookhash/" + "0".repeat(64)).error()).isEqualTo("404 404");
  }

  private JsonNode meta(String person) {
    return backend.get("account-meta/" + sandbox.person(person).account()).expect(200);
  }
}
