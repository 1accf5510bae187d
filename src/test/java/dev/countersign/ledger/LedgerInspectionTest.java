package dev.countersign.ledger;

import static dev.countersign.ledger.Pen.json;
import static dev.countersign.ledger.Pen.payment;
import static dev.countersign.ledger.Pen.template;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.request.Amount;
import dev.countersign.request.Ask;
import dev.countersign.request.SignedTransaction;
import dev.countersign.sandbox.codec.TransactionCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** PROTOCOL §13: what is in a validated ledger is compared as well. */
class LedgerInspectionTest {
  private static final String ASKED =
      payment(",'DestinationTag':4294967295,'Flags':131072").replace("\\", "");

  private static ObjectNode validated(String body) {
    ObjectNode result = requireNonNull(Json.object(body));
    Look look = TxReader.read(Reply.ofHttp(200, "{\"result\":" + result + "}"), Bodies.TXID);
    return ((Look.Found) look).fate().transaction().deepCopy();
  }

  private static @Nullable List<String> found(String asked, ObjectNode transaction) {
    return Inspector.mismatch(template(asked), transaction);
  }

  @Test
  void whatAServerAnswersInEitherVersionIsCompared() {
    assertThat(found(ASKED, validated(Bodies.paid()))).isEmpty();
    assertThat(found(ASKED, validated(Bodies.paidInVersion2()))).isEmpty();
    assertThat(found(payment(",'DestinationTag':7"), validated(Bodies.paid())))
        .containsExactly("DestinationTag", "Flags");
  }

  @Test
  void whatItSaysIsToldWithoutATemplateToo() {
    assertThat(Inspector.mismatch(null, validated(Bodies.paid()))).isNull();
    assertThat(Inspector.summary(validated(Bodies.paid())))
        .isEqualTo(
            new SignedTransaction(
                Bodies.PAYER,
                Bodies.SHOP,
                4_294_967_295L,
                new Amount.Drops("1000000"),
                null,
                58_549_314L,
                2000L));
  }

  @Test
  void stepsOfAPathAreTheSameWithoutTheServersExplanation() {
    String paths = ",'Paths':[[{'currency':'USD','issuer':'%s'%s}]]";
    ObjectNode transaction =
        json(payment(paths.formatted(Bodies.SHOP, ",'type':48,'type_hex':'0000000000000030'")));
    assertThat(found(payment(paths.formatted(Bodies.SHOP, "")), transaction)).isEmpty();
    assertThat(found(payment(paths.formatted(Bodies.PAYER, "")), transaction))
        .containsExactly("Paths");
  }

  @Test
  void fieldsThatOnlyAnotherLedgerHasAreComparedAsTheyAre() {
    String asked = "{'TransactionType':'URITokenMint','URI':'AB','Blob':'AB'}";
    assertThat(found(asked, json(asked))).isEmpty();
    assertThat(found(asked, json(asked).put("Blob", "AC"))).containsExactly("Blob");
  }

  @Test
  void aTransactionOfSeveralSignersNeedsNoSigningKey() {
    ObjectNode transaction = json(payment("")).put("SigningPubKey", "");
    transaction.putArray("Signers").addObject();
    assertThat(found(payment(""), transaction)).isEmpty();
  }

  @Test
  void aTemplateThatCannotBeReadIsNotCompared() {
    ObjectNode transaction = json(payment(""));
    assertThat(found("[]", transaction)).isNull();
    String mint = TransactionCodec.XAHAU.encode(json("{'TransactionType':'URITokenMint'}"));
    assertThat(Inspector.mismatch(new Ask.Template.TxBlob(mint), transaction)).isNull();
  }

  @Test
  void aFieldThatIsNotKnownHereIsMissedToo() {
    String asked = "{'TransactionType':'Remit','Destination':'%s','Amounts':[]}";
    ObjectNode transaction =
        json("{'TransactionType':'Remit','Destination':'%s'}".formatted(Bodies.SHOP));
    assertThat(found(asked.formatted(Bodies.SHOP), transaction)).containsExactly("Amounts");
  }
}
