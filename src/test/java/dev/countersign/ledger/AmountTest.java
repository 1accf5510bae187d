package dev.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.request.Amount;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CONTRACT §9: amounts are exact. */
class AmountTest {
  private static final String ISSUER = "rhub8VRN55s94qWKDv6jmDy1pUykJzF3wq";

  private static @Nullable Amount drops(String text) {
    return Amounts.parse(JsonNodeFactory.instance.textNode(text));
  }

  private static @Nullable Amount issued(String value, String currency, String issuer) {
    return Amounts.parse(
        JsonNodeFactory.instance
            .objectNode()
            .put("value", value)
            .put("currency", currency)
            .put("issuer", issuer));
  }

  private static Amount usd(String value) {
    return new Amount.Issued(new BigDecimal(value), "USD", ISSUER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "+1", "1.0", "1e3", " 1", "1000000000000000000", "XRP", "٣"})
  void whatIsNoNumberOfDropsIsNoAmount(String text) {
    assertThat(drops(text)).isNull();
  }

  @Test
  void dropsAreEqualByTheirNumber() {
    assertThat(drops("0001000")).isEqualTo(new Amount.Drops("1000"));
  }

  @Test
  void dropsBeyondADoublesDigitsAreToldApart() {
    Amount less = new Amount.Drops("90071992547409920");
    Amount more = new Amount.Drops("90071992547409921");
    assertThat(less).isNotEqualTo(more);
    assertThat(less.isAtLeast(more)).isFalse();
    assertThat(more.isAtLeast(less)).isTrue();
  }

  @Test
  void anAmountIsAtLeastItself() {
    assertThat(new Amount.Drops("7").isAtLeast(new Amount.Drops("7"))).isTrue();
    assertThat(usd("0.1").isAtLeast(usd("0.1"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1.0,1", "100,1e2", "0.10,1E-1", "+5,5", "0e5,0", "12300000,123e5", "007,7"})
  void issuedAmountsAreEqualByTheirValue(String one, String other) {
    assertThat(issued(one, "USD", ISSUER)).isNotNull().isEqualTo(issued(other, "USD", ISSUER));
  }

  @Test
  void tenthsAreTenths() {
    assertThat(usd("0.3").isAtLeast(usd("0.3000000000000000"))).isTrue();
    assertThat(usd("0.2999999999999999").isAtLeast(usd("0.3"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "abc",
        "NaN",
        "1e96",
        "1e-82",
        "12345678901234567",
        "1e999",
        "1e2147483648",
        "0x1",
        "1,5",
        ".5",
        "5."
      })
  void whatALedgerCannotHoldIsNoAmount(String value) {
    assertThat(issued(value, "USD", ISSUER)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"9999999999999999e80", "1e-81", "1234567890.123456"})
  void whatALedgerCanHoldIsAnAmount(String value) {
    assertThat(issued(value, "USD", ISSUER)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"XRP", "US", "USDT", "U D", "0000000000000000000000000000000000000000"})
  void whatIsNoCurrencyMakesNoAmount(String currency) {
    assertThat(issued("1", currency, ISSUER)).isNull();
  }

  @Test
  void aCurrencyIsTheSameInBothSpellings() {
    assertThat(issued("1", "0000000000000000000000005553440000000000", ISSUER)).isEqualTo(usd("1"));
  }

  @Test
  void aLongCurrencyIsTheSameInSmallLetters() {
    String code = "524C555344000000000000000000000000000000";
    assertThat(issued("1", code.toLowerCase(Locale.ROOT), ISSUER))
        .isNotNull()
        .isEqualTo(issued("1", code, ISSUER));
  }

  @Test
  void shortCurrenciesInOtherLettersAreOthers() {
    assertThat(issued("1", "usd", ISSUER)).isNotNull().isNotEqualTo(usd("1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "USD", "xhub8VRN55s94qWKDv6jmDy1pUykJzF3wq", "rhub0"})
  void whatIsNoAddressIsNoIssuer(String issuer) {
    assertThat(issued("1", "USD", issuer)).isNull();
  }

  @Test
  void moreOfAnotherThingIsNotAtLeast() {
    Amount other = new Amount.Issued(BigDecimal.TEN, "USD", "rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY");
    assertThat(other.isAtLeast(usd("1"))).isFalse();
    assertThat(other.sameAsset(usd("1"))).isFalse();
    assertThat(new Amount.Issued(BigDecimal.TEN, "EUR", ISSUER).isAtLeast(usd("1"))).isFalse();
    assertThat(new Amount.Drops("10").isAtLeast(usd("1"))).isFalse();
    assertThat(usd("10").isAtLeast(new Amount.Drops("1"))).isFalse();
  }

  @Test
  void anAmountWithAFieldNobodyKnowsIsNone() {
    JsonNode token =
        JsonNodeFactory.instance.objectNode().put("mpt_issuance_id", "00AB").put("value", "1");
    assertThat(Amounts.parse(token)).isNull();
    assertThat(Amounts.parse(((ObjectNode) Bodies.tree(usd("1"))).put("more", 1))).isNull();
  }

  @Test
  void aNumberIsNoAmount() {
    assertThat(Amounts.parse(JsonNodeFactory.instance.numberNode(1))).isNull();
    assertThat(
            Amounts.parse(
                JsonNodeFactory.instance
                    .objectNode()
                    .put("value", 1)
                    .put("currency", "USD")
                    .put("issuer", ISSUER)))
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"100", "0.000001", "1e-81", "9999999999999999e80"})
  void itIsWrittenAsItIsRead(String value) {
    assertThat(Amounts.parse(Bodies.tree(usd(value)))).isEqualTo(usd(value));
  }

  @Test
  void roundValuesAreWrittenWithoutAnExponent() {
    assertThat(Bodies.tree(usd("1e2")).path("value").textValue()).isEqualTo("100");
  }

  @Test
  void nothingElseCanBeMade() {
    assertThatThrownBy(() -> new Amount.Drops("-1")).hasMessageContaining("'-1'");
    assertThatThrownBy(() -> usd("-1")).hasMessageContaining("-1 USD");
  }
}
