package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.sandbox.codec.Addresses;
import dev.countersign.sandbox.codec.TransactionCodec;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xrpl.xrpl4j.codec.addresses.UnsignedByteArray;
import org.xrpl.xrpl4j.crypto.keys.KeyPair;
import org.xrpl.xrpl4j.crypto.keys.PrivateKey;
import org.xrpl.xrpl4j.crypto.keys.Seed;
import org.xrpl.xrpl4j.crypto.signing.bc.BcSignatureService;

@DisplayName("PROTOCOL §13: what a back end submits to a ledger is looked at as a server does")
class LedgerSubmitTest extends LedgerSandboxTest {
  private static final TransactionCodec CODEC = TransactionCodec.XRPL;
  private static final Identity ADA = Identity.of("ada");

  private static ObjectNode payment() {
    return Json.object()
        .put("TransactionType", "Payment")
        .put("Account", ADA.account())
        .put("Destination", SHOP)
        .put("Amount", "1")
        .put("Fee", "12")
        .put("Sequence", 90_000_000)
        .put("SigningPubKey", ADA.publicKey());
  }

  private static String signed(ObjectNode json) {
    json.put("TxnSignature", ADA.keys().sign(CODEC.encodeForSigning(json)));
    return CODEC.encode(json);
  }

  private static String signed(ObjectNode json, List<String> signers) {
    json.put("SigningPubKey", "");
    ArrayNode list = Json.array();
    for (String name : signers) {
      Identity signer = Identity.of(name);
      list.addObject()
          .putObject("Signer")
          .put("Account", signer.account())
          .put("SigningPubKey", signer.publicKey())
          .put(
              "TxnSignature",
              signer.keys().sign(CODEC.encodeForMultisigning(json, signer.account())));
    }
    json.set("Signers", list);
    return CODEC.encode(json);
  }

  private JsonNode submit(String network, String blob) {
    return rpc(network, "submit", "{\"tx_blob\":\"%s\"}".formatted(blob));
  }

  private String result(String blob) {
    return submit("mainnet", blob).path("engine_result").asText();
  }

  private String exception(String blob) {
    JsonNode answer = submit("mainnet", blob);
    assertThat(answer.path("status").asText()).isEqualTo("error");
    assertThat(answer.path("error").asText()).isEqualTo("invalidTransaction");
    assertThat(answer.has("error_code")).isFalse();
    assertThat(answer.at("/request/tx_blob").asText()).isEqualTo(blob);
    return answer.path("error_exception").asText();
  }

  @ParameterizedTest
  @DisplayName("§13 what is no hex is invalidParams; without a blob nothing is signed here")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"tx_blob\":\"zz\"}        | invalidParams | 31",
        "{\"tx_blob\":\"123\"}       | invalidParams | 31",
        "{\"tx_blob\":\"\"}          | invalidParams | 31",
        "{\"tx_blob\":{}}            | invalidParams | 31",
        "{\"tx_json\":{},\"secret\":\"s\"} | notSupported | 75"
      })
  void noBlob(String parameters, String error, int code) {
    JsonNode answer = rpc("mainnet", "submit", parameters);

    assertThat(answer.path("error").asText()).isEqualTo(error);
    assertThat(answer.path("error_code").asInt()).isEqualTo(code);
  }

  @Test
  @DisplayName("§13 what is no transaction is invalidTransaction, with the reason")
  void undecodable() {
    assertThat(exception("DEADBEEF")).contains("There is no field");
    assertThat(exception("1200")).contains("middle of a field");
    assertThat(exception("12FFFF")).contains("65535 is no transaction type");
    for (String field : List.of("TransactionType", "Account", "Fee", "Sequence", "SigningPubKey")) {
      ObjectNode json = payment();
      json.remove(field);
      assertThat(exception(signed(json)))
          .isEqualTo("Field '" + field + "' is required but missing.");
    }
  }

  @Test
  @DisplayName("§13 a changed transaction or signature fails local checks and is on no ledger")
  void badSignature() {
    ObjectNode json = payment();
    signed(json);
    String blob = CODEC.encode(json.put("Amount", "1000"));

    assertThat(exception(blob)).isEqualTo("fails local checks: Invalid signature.");
    assertThat(exception(CODEC.encode(payment().put("TxnSignature", "AB"))))
        .isEqualTo("fails local checks: Invalid signature.");
    assertThat(exception(CODEC.encode(payment())))
        .isEqualTo("fails local checks: Invalid signature.");
    assertThat(exception(CODEC.encode(json.put("SigningPubKey", "02AB"))))
        .isEqualTo("fails local checks: Invalid signature.");
    assertThat(exception(CODEC.encode(json.put("SigningPubKey", ""))))
        .isEqualTo("fails local checks: Empty SigningPubKey.");
    missing(tx("mainnet", TransactionCodec.hash(blob)));
  }

  @Test
  @DisplayName("§13 a good signature of somebody else's is tefBAD_AUTH_MASTER")
  void somebodyElses() {
    JsonNode answer = submit("mainnet", signed(payment().put("Account", SHOP)));

    assertThat(answer.path("engine_result").asText()).isEqualTo("tefBAD_AUTH_MASTER");
    assertThat(answer.path("engine_result_code").asInt()).isEqualTo(-183);
    assertThat(answer.path("engine_result_message").asText())
        .isEqualTo("Auth for unclaimed account needs correct master key.");
    assertThat(answer.path("accepted").asBoolean(true)).isFalse();
    ledgersClose();
    missing(tx("mainnet", answer.at("/tx_json/hash").asText()));
  }

  @Test
  @DisplayName("§13 Ed25519 is as good as secp256k1")
  void ed25519() {
    class Signatures extends BcSignatureService {
      String sign(PrivateKey key, byte[] content) {
        return edDsaSign(key, UnsignedByteArray.of(content)).base16Value();
      }
    }
    KeyPair keys = Seed.ed25519Seed().deriveKeyPair();
    ObjectNode json =
        payment()
            .put("Account", keys.publicKey().deriveAddress().value())
            .put("SigningPubKey", keys.publicKey().base16Value());
    byte[] content = CODEC.encodeForSigning(json);
    json.put("TxnSignature", new Signatures().sign(keys.privateKey(), content));

    assertThat(result(CODEC.encode(json))).isEqualTo("tesSUCCESS");
    assertThat(exception(CODEC.encode(json.put("Sequence", 90_000_001))))
        .isEqualTo("fails local checks: Invalid signature.");
  }

  @Test
  @DisplayName("§13 several sign: sorted, each once, each with a key of its own, and nobody else")
  void multisigned() {
    List<String> sorted = List.of("bob", "carol");
    boolean inOrder = inOrder("bob", "carol");
    List<String> right = inOrder ? sorted : sorted.reversed();

    assertThat(exception(signed(payment(), right.reversed())))
        .isEqualTo("fails local checks: Unsorted Signers array.");
    assertThat(exception(signed(payment(), List.of("bob", "bob"))))
        .isEqualTo("fails local checks: Duplicate Signers not allowed.");
    assertThat(exception(signed(payment(), List.of("ada"))))
        .isEqualTo("fails local checks: Invalid multisigner.");
    assertThat(exception(signed(payment(), List.of())))
        .isEqualTo("fails local checks: Invalid Signers array size.");
    ObjectNode both = payment();
    signed(both, right);
    assertThat(exception(CODEC.encode(both.put("SigningPubKey", ADA.publicKey()))))
        .isEqualTo("fails local checks: Cannot both single- and multi-sign.");
    ObjectNode changed = payment();
    signed(changed, List.of("bob"));
    assertThat(exception(CODEC.encode(changed.put("Fee", "13"))))
        .isEqualTo(
            "fails local checks: Invalid signature on account "
                + Identity.of("bob").account()
                + ".");
    String good = signed(payment(), right);
    assertThat(result(good)).isEqualTo("tesSUCCESS");
    ledgersClose();
    assertThat(tx("mainnet", TransactionCodec.hash(good)).path("validated").asBoolean()).isTrue();
  }

  private static boolean inOrder(String first, String second) {
    return Arrays.compareUnsigned(
            Addresses.decode(Identity.of(first).account()),
            Addresses.decode(Identity.of(second).account()))
        < 0;
  }

  @Test
  @DisplayName("§13 one of several with a key that is not the signer's own is tefBAD_SIGNATURE")
  void foreignKeyAmongSeveral() {
    ObjectNode json = payment().put("SigningPubKey", "");
    String bob = Identity.of("bob").account();
    json.putArray("Signers")
        .addObject()
        .putObject("Signer")
        .put("Account", bob)
        .put("SigningPubKey", ADA.publicKey())
        .put("TxnSignature", ADA.keys().sign(CODEC.encodeForMultisigning(json, bob)));

    assertThat(result(CODEC.encode(json))).isEqualTo("tefBAD_SIGNATURE");
  }

  @Test
  @DisplayName("§13 already known, past its sequence, past its ledger, of another network")
  void refusedByTheEngine() {
    String good = signed(payment());
    String later = signed(payment().put("Sequence", 90_000_001));
    assertThat(result(later.toLowerCase(Locale.ROOT))).isEqualTo("tesSUCCESS");
    assertThat(result(later)).isEqualTo("tefALREADY");
    ledgersClose();

    assertThat(result(good)).isEqualTo("tefPAST_SEQ");
    assertThat(result(later)).isEqualTo("tefALREADY");
    assertThat(result(signed(payment().put("Sequence", 90_000_002).put("LastLedgerSequence", 5))))
        .isEqualTo("tefMAX_LEDGER");
    assertThat(result(signed(payment().put("NetworkID", 0))))
        .isEqualTo("telNETWORK_ID_MAKES_TX_NON_CANONICAL");
    assertThat(submit("xahau", good).path("engine_result").asText())
        .isEqualTo("telREQUIRES_NETWORK_ID");
    assertThat(
            submit("xahau", signed(payment().put("NetworkID", 21338)))
                .path("engine_result_message")
                .asText())
        .isEqualTo("Transaction specifies a Network ID that differs from that of the local node.");
    ObjectNode fee = payment();
    fee.putObject("Fee").put("currency", "EUR").put("issuer", SHOP).put("value", "1");
    assertThat(result(signed(fee))).isEqualTo("temBAD_FEE");
  }

  @ParameterizedTest
  @DisplayName("CONTRACT §10 a delivered_amount that is none on a ledger is refused by name")
  @ValueSource(
      strings = {
        "5",
        "true",
        "[]",
        "\"\"",
        "\"1.5\"",
        "\"-5\"",
        "\"lots\"",
        "\"{\"",
        "{}",
        "{\"value\":\"1\"}",
        "{\"currency\":\"EUR\",\"issuer\":\"me\",\"value\":\"1\"}",
        "{\"currency\":\"EUR\",\"issuer\":\"rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY\",\"value\":1}",
        "{\"currency\":\"EUR\",\"issuer\":\"rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY\",\"value\":\"-1\"}",
        "{\"mpt_issuance_id\":\"AB\",\"value\":\"1\"}"
      })
  void deliveredAmount(String amount) {
    String uuid = backend.created(PAYMENT);
    String body = "{\"payload\":\"%s\",\"delivered_amount\":%s}".formatted(uuid, amount);

    assertThat(
            backend
                .call("POST", "/sandbox/people/ada/sign", body)
                .expect(400)
                .at("/error/message")
                .asText())
        .startsWith("delivered_amount: ")
        .contains("is neither drops in a string nor");
    assertThat(sandbox.payload(uuid).opened()).isFalse();
  }

  @ParameterizedTest
  @DisplayName("§9 xrpl-tx shows what any kind of delivered amount changed")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"7\" | 2",
        "{\"currency\":\"EUR\",\"issuer\":\"rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY\",\"value\":\"2.5\"} | 2",
        "{\"mpt_issuance_id\":\"00000001ABABABABABABABABABABABABABABABABABABABAB\",\"value\":\"3\"} | 1"
      })
  void xrplTx(String amount, int accounts) {
    String uuid = backend.created(PAYMENT);
    String body = "{\"payload\":\"%s\",\"delivered_amount\":%s}".formatted(uuid, amount);
    control("POST", "people/ada/sign", body);
    ledgersClose();
    String hash = backend.read(uuid).at("/response/txid").asText();

    JsonNode shown = backend.get("xrpl-tx/" + hash).expect(200);
    assertThat(shown.path("balanceChanges")).hasSize(accounts);
    assertThat(shown.at("/transaction/meta/delivered_amount")).isEqualTo(Json.parse(amount));
  }
}
