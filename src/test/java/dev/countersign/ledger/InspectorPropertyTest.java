package dev.countersign.ledger;

import static dev.countersign.ledger.InspectorTest.mismatch;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.request.Amount;
import dev.countersign.request.Ask;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What the sandbox signs for any payment is that payment, and nothing else is. */
class InspectorPropertyTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> ACCOUNTS =
      List.of(
          Pen.SHOP,
          "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh",
          "rhub8VRN55s94qWKDv6jmDy1pUykJzF3wq",
          "rrrrrrrrrrrrrrrrrrrrrhoLvTp");

  private static Arbitrary<JsonNode> accounts() {
    return Arbitraries.of(ACCOUNTS).map(JSON::textNode);
  }

  private static Arbitrary<JsonNode> numbers() {
    return Arbitraries.longs().between(0, 0xFFFF_FFFFL).map(JSON::numberNode);
  }

  private static Arbitrary<String> hex(int least, int most) {
    return Arbitraries.strings()
        .withChars("0123456789ABCDEF")
        .ofMinLength(least)
        .ofMaxLength(most)
        .map(text -> text + text);
  }

  private static Arbitrary<JsonNode> amounts() {
    Arbitrary<JsonNode> drops =
        Arbitraries.longs()
            .between(1, 100_000_000_000_000_000L)
            .map(count -> JSON.textNode(Long.toString(count)));
    Arbitrary<JsonNode> issued =
        Combinators.combine(
                Arbitraries.longs().between(1, 9_999_999_999_999_999L),
                Arbitraries.integers().between(-40, 40),
                Arbitraries.of("USD", "xRp", "524C555344000000000000000000000000000000"),
                Arbitraries.of(ACCOUNTS))
            .as(
                (digits, exponent, currency, issuer) ->
                    JSON.objectNode()
                        .put("currency", currency)
                        .put("issuer", issuer)
                        .put("value", digits + "e" + exponent));
    return Arbitraries.oneOf(drops, issued);
  }

  private static Arbitrary<JsonNode> memos() {
    return Combinators.combine(hex(1, 300), hex(0, 3))
        .as(
            (data, type) -> {
              ObjectNode memo = JSON.objectNode().put("MemoData", data);
              if (!type.isEmpty()) {
                memo.put("MemoType", type);
              }
              ObjectNode entry = JSON.objectNode();
              entry.set("Memo", memo);
              return entry;
            })
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(entries -> JSON.arrayNode().addAll(entries));
  }

  /** Every field that a payment is asked for with, each there or not. */
  @Provide
  Arbitrary<ObjectNode> payments() {
    return Combinators.combine(
            accounts(),
            amounts(),
            numbers().injectNull(0.5),
            numbers().injectNull(0.5),
            amounts().injectNull(0.5),
            memos().injectNull(0.5),
            hex(32, 32).injectNull(0.5))
        .as(
            (destination, amount, tag, source, most, memos, invoice) -> {
              ObjectNode payment = JSON.objectNode().put("TransactionType", "Payment");
              payment.set("Destination", destination);
              payment.set("Amount", amount);
              payment.set("DestinationTag", tag);
              payment.set("SourceTag", source);
              payment.set("SendMax", most);
              payment.set("Memos", memos);
              payment.put("InvoiceID", invoice);
              payment.properties().removeIf(field -> field.getValue().isNull());
              return payment;
            });
  }

  @Provide
  Arbitrary<Pen> pens() {
    return Arbitraries.of(Pen.ADA, Pen.EVE);
  }

  private static List<String> found(String asked, Pen pen, ObjectNode signed) {
    String hex = pen.sign(pen.filled(signed.toString()));
    return mismatch(Inspector.inspect(new Ask.Template.TxJson(asked), pen.reported(hex), false));
  }

  private static boolean same(JsonNode one, JsonNode other) {
    Amount amount = Amounts.parse(one);
    return one.equals(other) || (amount != null && amount.equals(Amounts.parse(other)));
  }

  @Property(tries = 300)
  void whatIsSignedAsAskedForIsAsItShouldBe(
      @ForAll("payments") ObjectNode asked, @ForAll("pens") Pen pen) {
    assertThat(found(asked.toString(), pen, asked)).isEmpty();
    ObjectNode lower = asked.deepCopy();
    if (lower.has("InvoiceID")) {
      lower.put("InvoiceID", lower.path("InvoiceID").textValue().toLowerCase(Locale.ROOT));
    }
    assertThat(found(lower.toString(), pen, asked)).isEmpty();
  }

  @Property(tries = 300)
  void anyOtherValueIsAMismatchOfExactlyThatField(
      @ForAll("payments") ObjectNode asked,
      @ForAll("payments") ObjectNode other,
      @ForAll("pens") Pen pen) {
    for (var field : other.properties()) {
      String name = field.getKey();
      boolean paths = name.equals("SendMax") && !asked.has(name);
      if (same(field.getValue(), asked.path(name)) || paths) {
        continue;
      }
      ObjectNode signed = asked.deepCopy();
      signed.set(name, field.getValue());
      assertThat(found(asked.toString(), pen, signed)).containsExactly(name);
    }
  }

  @Property(tries = 100)
  void anyFieldLeftOutIsAMismatchOfExactlyThatField(
      @ForAll("payments") ObjectNode asked, @ForAll("pens") Pen pen) {
    for (var field : asked.properties()) {
      ObjectNode signed = asked.deepCopy();
      signed.remove(field.getKey());
      if (!field.getKey().equals("TransactionType")) {
        assertThat(found(asked.toString(), pen, signed)).containsExactly(field.getKey());
      }
    }
  }
}
