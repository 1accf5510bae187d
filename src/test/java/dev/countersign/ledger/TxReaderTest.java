package dev.countersign.ledger;

import static dev.countersign.ledger.Bodies.PAYER;
import static dev.countersign.ledger.Bodies.SHOP;
import static dev.countersign.ledger.Bodies.TXID;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.request.Amount;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL §13: what the answers to tx say. */
class TxReaderTest {

  private static Look read(String result) {
    return TxReader.read(Reply.ofHttp(200, "{\"result\":" + result + "}"), TXID);
  }

  private static Fate.Validated found(String result) {
    assertThat(read(result)).isInstanceOf(Look.Found.class);
    return ((Look.Found) read(result)).fate();
  }

  private static Delivered delivered(String meta) {
    return found(Bodies.validated("tesSUCCESS", meta)).delivered();
  }

  @Test
  void aPaymentInAValidatedLedgerIsFound() {
    Fate.Validated fate = found(Bodies.paid());
    assertThat(fate.ledgerIndex()).isEqualTo(1600);
    assertThat(fate.closeTime()).isEqualTo(Instant.parse("2023-10-19T03:06:40Z"));
    assertThat(fate.result()).isEqualTo("tesSUCCESS");
    assertThat(fate.delivered()).isEqualTo(new Delivered.Of(new Amount.Drops("1000000")));
  }

  @Test
  void itsSignedFieldsAreExactAndNobodyElses() {
    JsonNode transaction = found(Bodies.paid()).transaction();
    assertThat(transaction.path("Account").textValue()).isEqualTo(PAYER);
    assertThat(transaction.path("Destination").textValue()).isEqualTo(SHOP);
    assertThat(transaction.path("DestinationTag").longValue()).isEqualTo(4294967295L);
    assertThat(transaction.path("hash").textValue()).isEqualTo(TXID);
    for (String ofTheServer : new String[] {"meta", "date", "ctid", "validated", "ledger_index"}) {
      assertThat(transaction.has(ofTheServer)).as(ofTheServer).isFalse();
    }
  }

  @Test
  void bothVersionsSayTheSame() {
    Fate.Validated old = found(Bodies.paid());
    Fate.Validated young = found(Bodies.paidInVersion2());
    assertThat(young.transaction()).isEqualTo(old.transaction());
    assertThat(young).isEqualTo(old);
  }

  @Test
  void theTimeIsReadFromEitherPlace() {
    String apart = Bodies.paidInVersion2().replace("\"date\":751000000,", "");
    assertThat(found(apart).closeTime()).isEqualTo(Instant.parse("2023-10-19T03:06:40Z"));
    assertThat(found(apart.replace("2023-10", "soon")).closeTime()).isNull();
    assertThat(found(apart.replace("2023-10-19", "+999999999-10-19")).closeTime()).isNull();
  }

  @Test
  void aClaimedFeeDeliversNothing() {
    Fate.Validated fate =
        found(Bodies.validated("tecPATH_DRY", ",\"delivered_amount\":\"1000000\""));
    assertThat(fate.result()).isEqualTo("tecPATH_DRY");
    assertThat(fate.delivered()).isEqualTo(new Delivered.Nothing());
  }

  @Test
  void whatWasDeliveredIsReadWhereItDiffersFromAmount() {
    assertThat(delivered(",\"delivered_amount\":\"7\",\"DeliveredAmount\":\"7\""))
        .isEqualTo(new Delivered.Of(new Amount.Drops("7")));
    assertThat(delivered(",\"DeliveredAmount\":\"7\""))
        .isEqualTo(new Delivered.Of(new Amount.Drops("7")));
  }

  @Test
  void issuedCurrenciesAreDelivered() {
    String json = "{\"currency\":\"USD\",\"issuer\":\"" + SHOP + "\",\"value\":\"10.50\"}";
    assertThat(delivered(",\"delivered_amount\":" + json))
        .isEqualTo(new Delivered.Of(new Amount.Issued(new BigDecimal("10.5"), "USD", SHOP)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",\"delivered_amount\":\"unavailable\"",
        ",\"delivered_amount\":null",
        ",\"delivered_amount\":7",
        ",\"delivered_amount\":{\"mpt_issuance_id\":\"00AB\",\"value\":\"1\"}"
      })
  void aPaymentThatDoesNotSayWhatItDeliveredIsNotTakenAtItsAmount(String meta) {
    assertThat(delivered(meta)).isEqualTo(new Delivered.Unavailable());
  }

  @Test
  void whatSomethingElseThanAPaymentMovesNobodyTells() {
    String escrow = Bodies.validated("tesSUCCESS", "").replace("\"Payment\"", "\"EscrowFinish\"");
    assertThat(found(escrow).delivered()).isEqualTo(new Delivered.Unavailable());
  }

  @Test
  void withoutAValidatedLedgerItWaits() {
    assertThat(read(Bodies.waiting())).isEqualTo(new Look.Waiting(PAYER));
    assertThat(read(Bodies.waitingInVersion2())).isEqualTo(new Look.Waiting(PAYER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "null", "\"true\"", "1"})
  void onlyTrueIsValidated(String value) {
    String answer = Bodies.paid().replace("\"validated\":true", "\"validated\":" + value);
    assertThat(read(answer)).isEqualTo(new Look.Waiting(PAYER));
    assertThat(read(Bodies.paid().replace(",\"validated\":true", "")))
        .isNotInstanceOf(Look.Found.class);
  }

  @Test
  void notFoundIsMissing() {
    assertThat(read(Bodies.missing())).isEqualTo(new Look.Missing(false));
    assertThat(read(Bodies.missing(false))).isEqualTo(new Look.Missing(false));
    assertThat(read(Bodies.missing(true))).isEqualTo(new Look.Missing(true));
  }

  @Test
  void onlyTrueIsSearched() {
    assertThat(read(Bodies.missing(true).replace("true", "\"yes\"")))
        .isEqualTo(new Look.Missing(false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lgrIdxsInvalid",
        "slowDown",
        "noNetwork",
        "amendmentBlocked",
        "notSynced",
        "internal"
      })
  void anyOtherRefusalIsTroubleByItsName(String error) {
    assertThat(read(Bodies.refused(error)))
        .isEqualTo(new Look.Trouble("tx is refused with " + error));
  }

  @Test
  void anAnswerAboutAnotherTransactionIsNone() {
    assertThat(read(Bodies.paid().replace(TXID, TXID.replace('E', 'F'))))
        .isInstanceOf(Look.Trouble.class);
    assertThat(read(Bodies.paid().replace("\"hash\":", "\"Hash\":")))
        .isInstanceOf(Look.Trouble.class);
  }

  @Test
  void aHashInSmallLettersIsTheSame() {
    assertThat(read(Bodies.paid().replace(TXID, TXID.toLowerCase(Locale.ROOT))))
        .isInstanceOf(Look.Found.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tefPAST_SEQ", "terQUEUED", "temBAD_AMOUNT", "tesWHATEVER", "tec", ""})
  void aResultThatNoLedgerHoldsIsTrouble(String result) {
    assertThat(read(Bodies.validated(result, ""))).isInstanceOf(Look.Trouble.class);
  }

  @Test
  void validatedInNoLedgerIsTrouble() {
    String nowhere = Bodies.paid().replace("\"ledger_index\":1600", "\"ledger_index\":\"1600\"");
    assertThat(read(nowhere)).isInstanceOf(Look.Trouble.class);
    assertThat(read(Bodies.paid().replace("\"ledger_index\":1600", "\"ledger_index\":-1")))
        .isInstanceOf(Look.Trouble.class);
  }
}
