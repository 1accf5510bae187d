package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.sandbox.codec.TransactionCodec;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL §3.1, §4.1: a template is what the ledger's codec can write")
class TransactionCodesTest extends SandboxTest {
  private static final String SHOP = "rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY";

  private String code(String body) {
    return backend.create(body).error();
  }

  @Test
  @DisplayName("§4.1 a blob is decoded into request_json")
  void blob() {
    ObjectNode payment = Json.object().put("TransactionType", "Payment");
    payment.put("Destination", SHOP).put("DestinationTag", 7).put("Amount", "5");
    String uuid =
        backend.created("{\"txblob\":\"%s\"}".formatted(TransactionCodec.XRPL.encode(payment)));
    JsonNode payload = backend.read(uuid).path("payload");

    assertThat(payload.path("request_json")).isEqualTo(payment);
    assertThat(payload.path("tx_type").asText()).isEqualTo("Payment");
    assertThat(payload.path("tx_destination").asText()).isEqualTo(SHOP);
    assertThat(payload.path("tx_destination_tag").asInt()).isEqualTo(7);
  }

  @Test
  @DisplayName("§4.1 a blob that names a Xahau network is read as Xahau writes")
  void blobOfXahau() {
    ObjectNode mint = Json.object().put("TransactionType", "URITokenMint");
    mint.put("NetworkID", 21338).put("URI", "AB");
    String uuid =
        backend.created("{\"txblob\":\"%s\"}".formatted(TransactionCodec.XAHAU.encode(mint)));

    assertThat(backend.read(uuid).at("/payload/request_json")).isEqualTo(mint);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @DisplayName("§3.1 no blob 600, none that decodes 601, none of an allowed type 602")
  @CsvSource({
    "12000061400000000000000a, 600",
    "12000061, 600",
    "1200006140000000, 601",
    "12000061400000000000000, 601",
    "61400000000000000A120000, 601",
    "12FFFF61400000000000000A, 601",
    "61400000000000000A, 602",
  })
  void blobs(String blob, String code) {
    assertThat(code("{\"txblob\":\"%s\"}".formatted(blob))).isEqualTo("400 " + code);
  }

  @ParameterizedTest
  @DisplayName("§3.1 bad hex, bad addresses, numbers for strings and strings for numbers are 603")
  @ValueSource(
      strings = {
        "{'TransactionType':'Payment','Destination':'rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDX'}",
        "{'TransactionType':'Payment','SendMax':5}",
        "{'TransactionType':'Payment','Amount':{'currency':'USD','value':'1'}}",
        "{'TransactionType':'Payment','InvoiceID':'AB'}",
        "{'TransactionType':'Payment','DestinationTag':'seven'}",
        "{'TransactionType':'Payment','DestinationTag':4294967296}",
        "{'TransactionType':'Payment','Fee':'0.5'}",
        "{'TransactionType':'Payment','Memos':[{'Memo':{'MemoData':'hello'}}]}",
        "{'TransactionType':'Payment','Memos':'AB'}",
        "{'TransactionType':'Payment','Paths':{}}",
        "{'TransactionType':'SignIn','Memos':[{'Memo':{'MemoData':'hello'}}]}",
        "{'TransactionType':'NFTokenMint','URI':'ipfs://x'}",
        "{'TransactionType':'SignerListSet','SignerEntries':[{'SignerEntry':{'Account':'x'}}]}",
        "{'TransactionType':'URITokenMint','Digest':'AB'}",
        "{'TransactionType':'PaymentChannelAuthorize','Channel':'AB'}",
      })
  void notSerialisable(String txjson) {
    assertThat(code("{\"txjson\":" + txjson.replace('\'', '"') + "}")).isEqualTo("400 603");
  }

  @ParameterizedTest
  @DisplayName("§3.1 pseudo-transactions of the ledger itself and unknown types are 602")
  @ValueSource(strings = {"SetFee", "EnableAmendment", "payment", "Transfer", ""})
  void types(String type) {
    assertThat(code("{\"txjson\":{\"TransactionType\":\"%s\"}}".formatted(type)))
        .isEqualTo("400 602");
  }

  static Stream<String> listed() {
    return Arrays.stream(
        """
        AccountDelete AccountSet CheckCancel CheckCash CheckCreate ClaimReward DepositPreauth
        EscrowCancel EscrowCreate EscrowFinish Import Invoke NFTokenAcceptOffer NFTokenBurn
        NFTokenCancelOffer NFTokenCreateOffer NFTokenMint OfferCancel OfferCreate Payment
        PaymentChannelClaim PaymentChannelCreate PaymentChannelFund Remit SetHook SetRegularKey
        SignIn SignerListSet TicketCreate TrustSet URITokenBurn URITokenBuy URITokenCancelSellOffer
        URITokenCreateSellOffer URITokenMint"""
            .split("\\s+"));
  }

  @ParameterizedTest
  @MethodSource("listed")
  @DisplayName("§4.1 every listed type is taken without any of its fields, and can be signed")
  void everyType(String type) {
    String uuid = backend.created("{\"txjson\":{\"TransactionType\":\"%s\"}}".formatted(type));

    assertThat(sandbox.person("ada").sign(uuid).txid()).matches("[0-9A-F]{64}");
  }

  @Test
  @DisplayName("§4.1 keys that the ledger does not know may hold anything")
  void unknownKeys() {
    backend
        .create(
            """
            {"txjson":{"TransactionType":"Payment","expire":5,"Whatever":[null,{"a":[]}]}}""")
        .expect(200);
  }
}
