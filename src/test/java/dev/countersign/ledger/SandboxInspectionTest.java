package dev.countersign.ledger;

import static dev.countersign.ledger.InspectorTest.mismatch;
import static dev.countersign.ledger.Pen.SHOP;
import static dev.countersign.ledger.Pen.template;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.request.Inspection;
import dev.countersign.sandbox.Signing;
import dev.countersign.sandbox.SigningFate;
import dev.countersign.testing.SandboxExtension;
import dev.countersign.testing.Web;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes back from a platform after somebody has signed. */
class SandboxInspectionTest {
  private static final String PAYMENT =
      "{'TransactionType':'Payment','Amount':'1000','Destination':'%s','DestinationTag':7}"
          .formatted(SHOP);

  @RegisterExtension final SandboxExtension sandbox = SandboxExtension.fresh();

  private Inspection signed(String asked, boolean multisign, Signing signing) throws Exception {
    Web web = new Web(sandbox.url().toString());
    String key = sandbox.application().key();
    String secret = sandbox.application().secret();
    String body = "{'txjson':%s,'options':{'multisign':%s}}".formatted(asked, multisign);
    String created =
        web.post("/api/v1/platform/payload", body, "x-api-key", key, "x-api-secret", secret).body();
    String uuid = requireNonNull(Json.object(created)).path("uuid").asText();
    sandbox.person("ada").sign(uuid, signing);
    String read =
        web.get("/api/v1/platform/payload/" + uuid, "x-api-key", key, "x-api-secret", secret)
            .body();
    JsonNode response = requireNonNull(Json.object(read)).path("response");
    return Inspector.inspect(
        template(asked),
        Pen.response(
            text(response, "hex"),
            text(response, "txid"),
            text(response, "account"),
            text(response, "signer"),
            text(response, "multisign_account")),
        multisign);
  }

  private static @Nullable String text(JsonNode node, String field) {
    String text = node.path(field).asText("");
    return text.isEmpty() ? null : text;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'TransactionType':'SignIn'}",
        "{'TransactionType':'SignIn','Memos':[{'Memo':{'MemoData':'AB'}}]}",
        "{'TransactionType':'AccountSet','LastLedgerSequence':300,'expire':5}",
        "{'TransactionType':'Payment','Destination':'rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY'}",
        "{'TransactionType':'Payment','Destination':'rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY','NetworkID':21338,'Amount':'1'}"
      })
  void whatIsSignedAsAskedForIsAsItShouldBe(String asked) throws Exception {
    assertThat(mismatch(signed(asked, false, Signing.USUAL))).isEmpty();
  }

  @Test
  void oneOfSeveralSigns() throws Exception {
    String asked = PAYMENT.replace("}", ",'Account':'%s','Fee':'36'}".formatted(SHOP));
    assertThat(mismatch(signed(asked, true, Signing.USUAL))).isEmpty();
  }

  @Test
  void whatIsSignedInsteadIsAMismatch() throws Exception {
    Signing signing =
        Signing.USUAL.with(
            SigningFate.USUAL.signingInstead("{\"Amount\":\"2\",\"DestinationTag\":null}"));
    assertThat(mismatch(signed(PAYMENT, false, signing)))
        .containsExactly("Amount", "DestinationTag");
  }

  @Test
  void aPartialPaymentIsAMismatch() throws Exception {
    Signing signing = Signing.USUAL.with(SigningFate.delivering("7"));
    assertThat(mismatch(signed(PAYMENT, false, signing))).containsExactly("Flags");
  }
}
