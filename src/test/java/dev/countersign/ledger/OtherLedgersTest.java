package dev.countersign.ledger;

import static dev.countersign.ledger.InspectorTest.mismatch;
import static dev.countersign.ledger.InspectorTest.reason;
import static dev.countersign.ledger.Pen.ADA;
import static dev.countersign.ledger.Pen.json;
import static dev.countersign.ledger.Pen.payment;
import static dev.countersign.ledger.Pen.template;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.request.Ask;
import dev.countersign.request.Inspection;
import dev.countersign.request.PayloadView.Response;
import dev.countersign.sandbox.codec.TransactionCodec;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Xahau has numbers of the XRP Ledger for things of its own. */
class OtherLedgersTest {
  static Stream<ObjectNode> samples() {
    return Samples.of("xahau");
  }

  private static Response reported(String hex) {
    Response plain = ADA.reported(hex);
    return new Response(
        plain.account(),
        plain.signer(),
        plain.txid(),
        hex,
        null,
        null,
        null,
        null,
        "XAHAUTESTNET",
        null,
        null,
        null,
        null,
        null);
  }

  private static String sign(ObjectNode transaction) {
    return ADA.sign(transaction, TransactionCodec.XAHAU);
  }

  private static Inspection inspect(ObjectNode transaction) {
    return Inspector.inspect(
        new Ask.Template.TxJson(transaction.toString()), reported(sign(transaction)), false);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void whatIsSignedForXahauIsNeverAMismatch(ObjectNode sample) {
    Inspection inspection = inspect(sample.put("Account", ADA.account()));
    if (inspection instanceof Inspection.Checked checked) {
      assertThat(checked.mismatch()).isEmpty();
    }
  }

  @Test
  void aPaymentOnXahauIsChecked() {
    ObjectNode paid = ADA.filled(payment("")).put("NetworkID", 21_338);
    assertThat(mismatch(inspect(paid))).isEmpty();
    String hex = sign(paid.put("DestinationTag", 5));
    assertThat(mismatch(Inspector.inspect(template(payment("")), reported(hex), false)))
        .containsExactly("DestinationTag");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Invoke",
        "Remit",
        "ClaimReward",
        "URITokenMint",
        "URITokenBurn",
        "URITokenBuy",
        "URITokenCreateSellOffer",
        "URITokenCancelSellOffer"
      })
  void aTypeThatOnlyXahauHasIsUnchecked(String type) {
    ObjectNode named = ADA.filled("{'TransactionType':'%s','NetworkID':21338}".formatted(type));
    assertThat(inspect(named)).isInstanceOf(Inspection.Unchecked.class);
    ObjectNode unnamed = ADA.filled("{'TransactionType':'%s'}".formatted(type));
    assertThat(inspect(unnamed)).isInstanceOf(Inspection.Unchecked.class);
    assertThat(
            Inspector.inspect(
                new Ask.Template.TxJson(unnamed.toString()), ADA.reported(sign(unnamed)), false))
        .as("where the platform does not say on which network")
        .isInstanceOf(Inspection.Unchecked.class);
  }

  @Test
  void withoutATemplateWhatMayBeReadWronglyOnXahauIsUnchecked() {
    String hex = sign(ADA.filled("{'TransactionType':'URITokenBurn','NetworkID':21337}"));
    assertThat(reason(Inspector.inspect(null, ADA.reported(hex), false)))
        .contains("something else");
  }

  @Test
  void coinsHaveOtherNamesElsewhere() {
    String asked = payment(",'NetworkID':21338,'Paths':[[{'currency':'XAH'}]]");
    assertThat(reason(inspect(ADA.filled(asked)))).contains("something else");
  }

  @Test
  void onTheXrpLedgerThoseTypesAreItsOwn() {
    ObjectNode asked = ADA.filled("{'TransactionType':'DIDSet','DIDDocument':'AB'}");
    String hex = ADA.sign(asked);
    assertThat(
            mismatch(
                Inspector.inspect(
                    new Ask.Template.TxJson(asked.toString()), ADA.reported(hex), false)))
        .isEmpty();
    ObjectNode other = json(asked.toString()).put("DIDDocument", "AC");
    assertThat(
            mismatch(
                Inspector.inspect(
                    new Ask.Template.TxJson(other.toString()), ADA.reported(hex), false)))
        .containsExactly("DIDDocument");
  }
}
