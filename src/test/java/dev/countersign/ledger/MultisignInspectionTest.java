package dev.countersign.ledger;

import static dev.countersign.ledger.InspectorTest.mismatch;
import static dev.countersign.ledger.Pen.ADA;
import static dev.countersign.ledger.Pen.BEN;
import static dev.countersign.ledger.Pen.EVE;
import static dev.countersign.ledger.Pen.SHOP;
import static dev.countersign.ledger.Pen.payment;
import static dev.countersign.ledger.Pen.response;
import static dev.countersign.ledger.Pen.template;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.request.PayloadView.Response;
import dev.countersign.sandbox.codec.TransactionCodec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** PROTOCOL §12: signed as one of several, for the account of the template. */
class MultisignInspectionTest {
  private static final String ASKED = payment(",'Account':'%s','Fee':'36'".formatted(SHOP));

  private static String hex(ObjectNode transaction) {
    return TransactionCodec.XRPL.encode(transaction);
  }

  private static Response reported(String hex, Pen account, Pen signer) {
    return response(hex, TransactionCodec.hash(hex), account.account(), signer.account(), SHOP);
  }

  private static List<String> found(ObjectNode signed, Pen account, Pen signer) {
    return mismatch(
        Inspector.inspect(template(ASKED), reported(hex(signed), account, signer), true));
  }

  private static ObjectNode signed(Pen pen) {
    return pen.countersign(pen.filled(ASKED));
  }

  @ParameterizedTest
  @MethodSource("dev.countersign.ledger.InspectorTest#pens")
  void oneOfSeveralSigns(Pen pen) {
    assertThat(found(signed(pen), pen, pen)).isEmpty();
  }

  @Test
  void allOfSeveralMayHaveSigned() {
    assertThat(found(BEN.countersign(signed(ADA)), BEN, BEN)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.countersign.ledger.InspectorTest#pens")
  void aSignatureOfSomethingElseIsNone(Pen pen) {
    assertThat(found(signed(pen).put("Sequence", 8), pen, pen)).containsExactly("TxnSignature");
  }

  @Test
  void oneBadSignatureAmongGoodOnesIsFound() {
    ObjectNode signed = BEN.countersign(signed(ADA));
    ((ObjectNode) signed.at("/Signers/0/Signer")).put("Account", EVE.account());
    assertThat(found(signed, BEN, BEN)).containsExactly("TxnSignature");
  }

  @Test
  void theSignatureOfAnotherOfThemIsNotTheNamedOnes() {
    assertThat(found(signed(ADA), BEN, BEN)).containsExactly("Signers");
  }

  /** As theirs who signed, it would get their user token remembered. */
  @Test
  void aStrangersKeyUnderTheNameOfTheOneWhoWasToSignIsAMismatch() {
    ObjectNode signed = EVE.countersign(ADA.account(), ADA.filled(ASKED));
    assertThat(found(signed, ADA, ADA)).containsExactly("SigningPubKey");
    assertThat(found(signed, ADA, EVE)).isEmpty();
  }

  @Test
  void anotherAccountIsAMismatch() {
    String asked = payment("");
    String hex = hex(ADA.countersign(BEN.filled(asked)));
    assertThat(mismatch(Inspector.inspect(template(asked), reported(hex, ADA, ADA), true)))
        .containsExactly("Account");
  }

  @Test
  void aSignatureOfItsOwnBesideThoseOfSeveralIsTooMuch() {
    ObjectNode signed = signed(ADA).put("TxnSignature", "AB");
    assertThat(found(signed, ADA, ADA)).containsExactly("TxnSignature");
  }

  @Test
  void oneWhereSeveralWereAskedForIsAMismatchAndTheOtherWayRound() {
    String alone = ADA.sign(ADA.filled(payment("")));
    assertThat(mismatch(Inspector.inspect(template(payment("")), ADA.reported(alone), true)))
        .containsExactly("Signers");
    String several = hex(signed(ADA));
    assertThat(mismatch(Inspector.inspect(template(ASKED), reported(several, ADA, ADA), false)))
        .containsExactly("Signers");
  }

  @Test
  void nobodyAmongSeveralIsAMismatch() {
    ObjectNode signed = ADA.filled(ASKED).put("SigningPubKey", "");
    signed.putArray("Signers");
    assertThat(found(signed, ADA, ADA)).containsExactly("Signers");
  }

  @Test
  void moreThanALedgerTakesAreNotLookedAt() {
    ObjectNode signed = signed(ADA);
    for (int i = 0; i < 32; i++) {
      signed.withArray("Signers").add(signed.at("/Signers/0"));
    }
    assertThat(found(signed, ADA, ADA)).containsExactly("Signers");
  }
}
