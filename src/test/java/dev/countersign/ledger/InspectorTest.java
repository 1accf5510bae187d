package dev.countersign.ledger;

import static dev.countersign.ledger.Pen.ADA;
import static dev.countersign.ledger.Pen.BEN;
import static dev.countersign.ledger.Pen.EVE;
import static dev.countersign.ledger.Pen.SHOP;
import static dev.countersign.ledger.Pen.json;
import static dev.countersign.ledger.Pen.payment;
import static dev.countersign.ledger.Pen.response;
import static dev.countersign.ledger.Pen.template;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.request.Amount;
import dev.countersign.request.Inspection;
import dev.countersign.request.PayloadView.Response;
import dev.countersign.request.SignedTransaction;
import dev.countersign.sandbox.codec.TransactionCodec;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** PROTOCOL §5.3, §12: whose signature is on what was signed. */
class InspectorTest {
  private static final String PAYMENT = payment(",'DestinationTag':5");
  private static final BigInteger ORDER =
      new BigInteger("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141", 16);

  static Stream<Pen> pens() {
    return Stream.of(ADA, EVE);
  }

  private static Inspection inspect(Response response) {
    return Inspector.inspect(template(PAYMENT), response, false);
  }

  private static List<String> mismatch(Response response) {
    return mismatch(inspect(response));
  }

  static List<String> mismatch(Inspection inspection) {
    assertThat(inspection).isInstanceOf(Inspection.Checked.class);
    return ((Inspection.Checked) inspection).mismatch();
  }

  static String reason(Inspection inspection) {
    assertThat(inspection).isInstanceOf(Inspection.Unchecked.class);
    return ((Inspection.Unchecked) inspection).reason();
  }

  private static Response reported(String hex, Pen account, Pen signer) {
    return response(hex, TransactionCodec.hash(hex), account.account(), signer.account(), null);
  }

  @ParameterizedTest
  @MethodSource("pens")
  void whatWasAskedForAndSignedByItsAccountIsAsItShouldBe(Pen pen) {
    assertThat(inspect(pen.reported(pen.sign(pen.filled(PAYMENT)))))
        .isEqualTo(
            new Inspection.Checked(
                new SignedTransaction(
                    pen.account(), SHOP, 5L, new Amount.Drops("1000000"), null, 7L, 90_000_020L),
                List.of()));
  }

  @Test
  void withoutATemplateHashSignatureAndAccountAreChecked() {
    String hex = ADA.sign(ADA.filled(PAYMENT));
    assertThat(mismatch(Inspector.inspect(null, ADA.reported(hex), false))).isEmpty();
    assertThat(mismatch(Inspector.inspect(null, reported(hex, BEN, ADA), false)))
        .containsExactly("Account");
  }

  @Test
  void theSpellingOfHexDoesNotMatter() {
    String hex = ADA.sign(ADA.filled(PAYMENT));
    String txid = TransactionCodec.hash(hex).toLowerCase(Locale.ROOT);
    assertThat(mismatch(response(hex.toLowerCase(Locale.ROOT), txid, null, null, null))).isEmpty();
  }

  @Test
  void aTxidOfAnotherTransactionIsAMismatch() {
    String hex = ADA.sign(ADA.filled(PAYMENT));
    Response response = response(hex, "AB".repeat(32), ADA.account(), ADA.account(), null);
    assertThat(mismatch(response)).containsExactly("txid");
  }

  @ParameterizedTest
  @MethodSource("pens")
  void aSignatureOfSomethingElseIsNone(Pen pen) {
    ObjectNode other = TransactionCodec.XRPL.decode(pen.sign(pen.filled(PAYMENT)));
    String hex = TransactionCodec.XRPL.encode(other.put("Sequence", 8));
    assertThat(mismatch(pen.reported(hex))).containsExactly("TxnSignature");
  }

  @ParameterizedTest
  @MethodSource("pens")
  void aSignatureThatIsMissingOrCutOffIsNone(Pen pen) {
    ObjectNode signed = TransactionCodec.XRPL.decode(pen.sign(pen.filled(PAYMENT)));
    String signature = signed.path("TxnSignature").asText();
    signed.put("TxnSignature", signature.substring(0, signature.length() - 2));
    assertThat(mismatch(pen.reported(TransactionCodec.XRPL.encode(signed))))
        .containsExactly("TxnSignature");
    signed.remove("TxnSignature");
    assertThat(mismatch(pen.reported(TransactionCodec.XRPL.encode(signed))))
        .containsExactly("TxnSignature");
  }

  @Test
  void aKeyThatIsNoneHasSignedNothing() {
    ObjectNode signed = TransactionCodec.XRPL.decode(ADA.sign(ADA.filled(PAYMENT)));
    for (String key : List.of("", "02", "05" + "00".repeat(32), "02" + "FF".repeat(32))) {
      signed.put("SigningPubKey", key);
      String hex = TransactionCodec.XRPL.encode(signed);
      assertThat(mismatch(response(hex, TransactionCodec.hash(hex), null, null, null)))
          .containsExactly("TxnSignature");
    }
  }

  /** The other of the two forms that a signature has; ledgers refuse it, mathematics does not. */
  @Test
  void aSignatureNeedNotBeCanonical() {
    ObjectNode signed = TransactionCodec.XRPL.decode(ADA.sign(ADA.filled(PAYMENT)));
    byte[] der = HexFormat.of().parseHex(signed.path("TxnSignature").asText());
    int length = der[3];
    BigInteger r = new BigInteger(1, der, 4, length);
    BigInteger s = new BigInteger(1, der, 6 + length, der[5 + length]);
    String inner = integer(r) + integer(ORDER.subtract(s));
    signed.put("TxnSignature", "30%02X%s".formatted(inner.length() / 2, inner));
    assertThat(mismatch(ADA.reported(TransactionCodec.XRPL.encode(signed)))).isEmpty();
  }

  private static String integer(BigInteger value) {
    byte[] bytes = value.toByteArray();
    return "02%02X%s".formatted(bytes.length, HexFormat.of().withUpperCase().formatHex(bytes));
  }

  @Test
  void anAccountThatThePlatformDoesNotNameIsAMismatch() {
    String hex = ADA.sign(ADA.filled(PAYMENT));
    assertThat(mismatch(reported(hex, BEN, ADA))).containsExactly("Account");
  }

  @Test
  void theKeyOfATransactionMayBeARegularOne() {
    String hex = BEN.sign(ADA.filled(PAYMENT));
    assertThat(mismatch(reported(hex, ADA, BEN))).isEmpty();
    assertThat(mismatch(response(hex, TransactionCodec.hash(hex), ADA.account(), null, null)))
        .isEmpty();
  }

  @Test
  void theKeyOfNeitherAccountNorSignerIsAMismatch() {
    assertThat(mismatch(reported(EVE.sign(ADA.filled(PAYMENT)), ADA, BEN)))
        .containsExactly("SigningPubKey");
  }

  @Test
  void whatIsNotThereIsUnchecked() {
    String hex = ADA.sign(ADA.filled(PAYMENT));
    assertThat(reason(inspect(response(null, "AB", null, null, null)))).contains("not said");
    assertThat(reason(inspect(response(hex, null, null, null, null)))).contains("not said");
  }

  @Test
  void theMismatchesAreInAlphabeticalOrder() {
    String hex = EVE.sign(ADA.filled("{'TransactionType':'AccountSet','Domain':'AB'}"));
    Response response = response(hex, "AB".repeat(32), BEN.account(), BEN.account(), null);
    assertThat(mismatch(response))
        .containsExactly(
            "Account",
            "Amount",
            "Destination",
            "DestinationTag",
            "Domain",
            "SigningPubKey",
            "TransactionType",
            "txid");
  }

  @Test
  void aClaimOfAPaymentChannelIsNoTransaction() {
    String asked = "{'TransactionType':'PaymentChannelAuthorize','Amount':'5','Channel':'AB'}";
    Response response = ADA.reported(ADA.sign(ADA.filled(PAYMENT)));
    assertThat(reason(Inspector.inspect(template(asked), response, false)))
        .contains("payment channel");
    assertThat(
            reason(Inspector.inspect(template("{'Channel':'AB','Amount':'5'}"), response, false)))
        .contains("payment channel");
  }

  @Test
  void aTemplateThatIsNoneIsUnchecked() {
    Response response = ADA.reported(ADA.sign(ADA.filled(PAYMENT)));
    assertThat(reason(Inspector.inspect(template("[]"), response, false))).contains("no JSON");
  }

  @Test
  void whatATransactionDoesNotSayIsNull() {
    String hex = ADA.sign(json("{'TransactionType':'AccountSet'}"));
    Response response = response(hex, TransactionCodec.hash(hex), null, null, null);
    assertThat(Inspector.inspect(null, response, false))
        .isInstanceOfSatisfying(
            Inspection.Checked.class,
            checked ->
                assertThat(checked.transaction())
                    .isEqualTo(new SignedTransaction(null, null, null, null, null, null, null)));
  }
}
