package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.sandbox.codec.TransactionCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("PROTOCOL §5.3: what is signed, checked by the ledger's own JavaScript library")
class SignatureTest extends SandboxTest {
  private static final String SHOP = "rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY";

  private final NodeCodec node = NodeCodec.start();

  @AfterEach
  void stop() {
    node.close();
  }

  private JsonNode signed(String body, Signing signing) {
    String uuid = backend.created(body);
    sandbox.person("ada").sign(uuid, signing);
    return backend.read(uuid).path("response");
  }

  private JsonNode checked(JsonNode response, boolean xahau) {
    JsonNode opinion = node.check(response.path("hex").asText(), xahau);
    assertThat(response.path("hex").asText()).matches("[0-9A-F]+");
    assertThat(opinion.path("hash")).isEqualTo(response.path("txid"));
    assertThat(opinion.path("address").asText()).isEqualTo(sandbox.person("ada").account());
    assertThat(opinion.path("verified").asBoolean()).isTrue();
    return opinion.path("json");
  }

  @Test
  @DisplayName("§4.1 the wallet fills Account, Fee, Sequence, LastLedgerSequence, SigningPubKey")
  void payment() {
    JsonNode json = checked(signed(PAYMENT, Signing.USUAL), false);

    assertThat(json.path("Account").asText()).isEqualTo(sandbox.person("ada").account());
    assertThat(json.path("Destination").asText()).isEqualTo(SHOP);
    assertThat(json.path("Amount").asText()).isEqualTo("1");
    assertThat(json.path("Fee").asText()).isEqualTo("12");
    assertThat(json.path("Sequence").asLong()).isPositive();
    assertThat(json.path("LastLedgerSequence").asLong()).isPositive();
    assertThat(json.has("NetworkID")).isFalse();
  }

  @Test
  @DisplayName("§5.3 a SignIn holds key, signature and account and nothing else, every time")
  void signIn() {
    JsonNode first = signed(SIGN_IN, Signing.USUAL);

    assertThat(checked(first, false).fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("SigningPubKey", "TxnSignature", "Account");
    assertThat(signed(SIGN_IN, Signing.USUAL).path("hex")).isEqualTo(first.path("hex"));
  }

  @Test
  @DisplayName("§5.3 memos of a SignIn are signed with it")
  void signInWithMemos() {
    String body =
        """
        {"txjson":{"TransactionType":"SignIn",
                   "Memos":[{"Memo":{"MemoData":"%s","MemoType":"AB"}}]}}""";

    JsonNode json = checked(signed(body.formatted("01"), Signing.USUAL), false);
    assertThat(json.at("/Memos/0/Memo/MemoData").asText()).isEqualTo("01");
    assertThat(json.has("TransactionType")).isFalse();
    assertThat(signed(body.formatted("02"), Signing.USUAL).path("txid"))
        .isNotEqualTo(signed(body.formatted("01"), Signing.USUAL).path("txid"));
  }

  @Test
  @DisplayName("§12 multisign signs as one of several, for the account of the template")
  void multisign() {
    JsonNode response =
        signed(
            """
            {"txjson":{"TransactionType":"Payment","Account":"%s","Amount":"5",
                       "Destination":"%s","Sequence":7,"Fee":"36"},
             "options":{"multisign":true}}"""
                .formatted(SHOP, SHOP),
            Signing.USUAL);

    JsonNode json = checked(response, false);
    assertThat(response.path("multisign_account").asText()).isEqualTo(SHOP);
    assertThat(json.path("Account").asText()).isEqualTo(SHOP);
    assertThat(json.path("SigningPubKey").asText()).isEmpty();
    assertThat(json.has("TxnSignature")).isFalse();
    assertThat(json.path("Sequence").asInt()).isEqualTo(7);
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("§4.1 only networks with an id above 1024 are named in the transaction")
  @CsvSource({"XAHAU,21337", "XAHAUTESTNET,21338", "TESTNET,0", "DEVNET,0"})
  void networkId(String network, int id) {
    JsonNode json =
        checked(signed(PAYMENT, Signing.USUAL.onNetwork(network)), network.startsWith("XAHAU"));

    assertThat(json.path("NetworkID").asInt()).isEqualTo(id);
  }

  @Test
  @DisplayName("§4.1 NetworkID in the template chooses the network")
  void networkIdOfTheTemplate() {
    JsonNode response =
        signed(
            """
            {"txjson":{"TransactionType":"Payment","Amount":"1","NetworkID":21338,
                       "Destination":"%s"}}"""
                .formatted(SHOP),
            Signing.USUAL);

    assertThat(response.path("environment_nodetype").asText()).isEqualTo("XAHAUTESTNET");
  }

  @Test
  @DisplayName("§4.1 a type that only Xahau has is signed on Xahau, and refused elsewhere")
  void onlyOnXahau() {
    String body = "{\"txjson\":{\"TransactionType\":\"URITokenMint\",\"URI\":\"AB\"}}";
    String another = backend.created(body);

    assertThat(checked(signed(body, Signing.USUAL), true).path("URI").asText()).isEqualTo("AB");
    assertThatThrownBy(
            () -> sandbox.person("ada").sign(another, Signing.USUAL.onNetwork("MAINNET")))
        .isInstanceOf(SandboxRefusal.class)
        .hasMessageContaining("no URITokenMint on MAINNET");
  }

  @Test
  @DisplayName("§4.1 a small LastLedgerSequence counts from now, none means twenty more")
  void lastLedgerSequence() {
    String body =
        """
        {"txjson":{"TransactionType":"Payment","Amount":"1","Destination":"%s"%s}}""";
    long now = control("GET", "ledgers", "").at("/ledgers/0/validated_index").asLong();

    assertThat(last(body.formatted(SHOP, ""))).isBetween(now + 20, now + 30);
    assertThat(last(body.formatted(SHOP, ",\"LastLedgerSequence\":300")))
        .isBetween(now + 300, now + 310);
    assertThat(last(body.formatted(SHOP, ",\"LastLedgerSequence\":40000")))
        .as("passed long ago")
        .isBetween(now + 20, now + 30);
    assertThat(last(body.formatted(SHOP, ",\"LastLedgerSequence\":" + (now + 77))))
        .isEqualTo(now + 77);
  }

  private long last(String body) {
    return checked(signed(body, Signing.USUAL), false).path("LastLedgerSequence").asLong();
  }

  @Test
  @DisplayName("§4.1 keys that the ledger does not know are in request_json and not signed")
  void unknownKeys() {
    String uuid =
        backend.created(
            """
            {"txjson":{"TransactionType":"AccountSet","expire":5,"custom_meta":{"a":1}}}""");
    sandbox.person("ada").sign(uuid);
    JsonNode payload = backend.read(uuid);

    assertThat(payload.at("/payload/request_json/expire").asInt()).isEqualTo(5);
    assertThat(checked(payload.path("response"), false).has("expire")).isFalse();
  }

  @Test
  @DisplayName("§12 what is signed need not be what was asked")
  void somethingElse() {
    JsonNode json =
        checked(
            signed(
                PAYMENT,
                Signing.USUAL.with(
                    SigningFate.USUAL.signingInstead(
                        "{\"Amount\":\"2\",\"Memos\":null,\"DestinationTag\":9}"))),
            false);

    assertThat(json.path("Amount").asText()).isEqualTo("2");
    assertThat(json.path("DestinationTag").asInt()).isEqualTo(9);
  }

  @Test
  @DisplayName("§4.1 PaymentChannelAuthorize: a claim's signature, submitted nowhere")
  void claim() {
    String channel = "AB".repeat(32);
    JsonNode response =
        signed(
            "{\"txjson\":{\"TransactionType\":\"PaymentChannelAuthorize\",\"Channel\":\"%s\",\"Amount\":\"500\"}}"
                .formatted(channel),
            Signing.USUAL);

    assertThat(
            node.claim(
                channel, "500", response.path("hex").asText(), Identity.of("ada").publicKey()))
        .isTrue();
    assertThat(response.path("dispatched_result").asText()).isEmpty();
  }

  @Test
  @DisplayName("CONTRACT §10 the account is the one of the key")
  void account() {
    JsonNode response = signed(SIGN_IN, Signing.USUAL);

    JsonNode content = TransactionCodec.XRPL.decode(response.path("hex").asText());
    assertThat(content.path("SigningPubKey").asText()).isEqualTo(Identity.of("ada").publicKey());
    assertThat(response.path("account").asText()).isEqualTo(Identity.of("ada").account());
  }
}
