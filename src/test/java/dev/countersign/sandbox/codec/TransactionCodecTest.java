package dev.countersign.sandbox.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.sandbox.NodeCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL §4.1, §5.3: the binary form of every transaction type")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransactionCodecTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** Types that PROTOCOL §4.1 lists and a ledger knows. */
  private static final Set<String> LISTED =
      Set.of(
          """
          AccountDelete AccountSet CheckCancel CheckCash CheckCreate ClaimReward DepositPreauth
          EscrowCancel EscrowCreate EscrowFinish Import Invoke NFTokenAcceptOffer NFTokenBurn
          NFTokenCancelOffer NFTokenCreateOffer NFTokenMint OfferCancel OfferCreate Payment
          PaymentChannelClaim PaymentChannelCreate PaymentChannelFund Remit SetHook SetRegularKey
          SignerListSet TicketCreate TrustSet URITokenBurn URITokenBuy URITokenCancelSellOffer
          URITokenCreateSellOffer URITokenMint"""
              .split("\\s+"));

  private final NodeCodec node = NodeCodec.start();

  @BeforeAll
  void begin() {
    assertThat(samples("xrpl")).isNotEmpty();
  }

  @AfterAll
  void stop() {
    node.close();
  }

  static Stream<ObjectNode> samples(String ledger) {
    try (InputStream in = TransactionCodecTest.class.getResourceAsStream("samples.json")) {
      JsonNode all = MAPPER.readTree(Objects.requireNonNull(in)).path(ledger);
      return StreamSupport.stream(all.spliterator(), false).map(ObjectNode.class::cast);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<ObjectNode> xrpl() {
    return samples("xrpl");
  }

  static Stream<ObjectNode> xahau() {
    return samples("xahau");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("xrpl")
  @DisplayName("XRPL: the same bytes and the same JSON as the ledger's JavaScript codec")
  void onTheXrpLedger(ObjectNode transaction) {
    same(TransactionCodec.XRPL, transaction, false);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("xahau")
  @DisplayName("Xahau: the same bytes and the same JSON as Xahau's JavaScript codec")
  void onXahau(ObjectNode transaction) {
    same(TransactionCodec.XAHAU, transaction, true);
  }

  private void same(TransactionCodec codec, ObjectNode transaction, boolean xahau) {
    String blob = codec.encode(transaction);

    assertThat(blob).isEqualTo(node.encode(transaction, xahau));
    assertThat(codec.decode(blob)).isEqualTo(node.decode(blob, xahau));
    assertThat(codec.encode(codec.decode(blob))).isEqualTo(blob);
  }

  @Test
  @DisplayName("§4.1 every listed type is among the samples")
  void everyListedType() {
    Set<String> sampled =
        Stream.concat(xrpl(), xahau())
            .map(transaction -> transaction.path("TransactionType").asText())
            .collect(Collectors.toSet());

    assertThat(sampled).containsAll(LISTED);
  }

  @ParameterizedTest
  @DisplayName("§3.1 what has no binary form is refused by name of the field")
  @ValueSource(
      strings = {
        "{\"Amount\":5}",
        "{\"Amount\":\"-5\"}",
        "{\"Amount\":\"1.5\"}",
        "{\"Amount\":{\"currency\":\"USD\",\"value\":\"1\"}}",
        "{\"Amount\":{\"currency\":\"US\",\"value\":\"1\",\"issuer\":\"rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY\"}}",
        "{\"Amount\":{\"currency\":\"USD\",\"value\":\"12345678901234567\",\"issuer\":\"rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY\"}}",
        "{\"Amount\":{\"currency\":\"USD\",\"value\":\"1e99\",\"issuer\":\"rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY\"}}",
        "{\"Destination\":\"rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDX\"}",
        "{\"InvoiceID\":\"AB\"}",
        "{\"Domain\":\"ABC\"}",
        "{\"Flags\":-1}",
        "{\"Flags\":4294967296}",
        "{\"Flags\":1.5}",
        "{\"TransferFee\":\"5\"}",
        "{\"Memos\":{}}",
        "{\"Memos\":[{\"MemoData\":\"AB\"}]}",
        "{\"Memos\":[{\"Memo\":{\"MemoData\":\"xyz\"}}]}",
        "{\"Paths\":[[{}]]}",
        "{\"TransactionType\":\"payment\"}"
      })
  void refused(String json) throws IOException {
    ObjectNode transaction = (ObjectNode) MAPPER.readTree(json);
    String field = transaction.fieldNames().next();

    assertThatThrownBy(() -> TransactionCodec.XRPL.encode(transaction))
        .isInstanceOf(CodecException.class)
        .hasMessageStartingWith(field + ": ");
  }

  @ParameterizedTest
  @DisplayName("§3.1 bytes that are no transaction are refused, however they are broken")
  @ValueSource(strings = {"FFFFFFFFFFFF", "12", "1200", "7321AB", "8113", "0000000000", "61"})
  void noTransaction(String blob) {
    assertThatThrownBy(() -> TransactionCodec.XRPL.decode(blob)).isInstanceOf(CodecException.class);
  }

  @Test
  @DisplayName("§3.1 objects nested without end are refused, not followed")
  void nested() {
    assertThatThrownBy(() -> TransactionCodec.XRPL.decode("EA".repeat(50_000)))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("deeper");
  }

  @Test
  @DisplayName("addresses come out as they went in, and a typo shows")
  void addresses() {
    byte[] id = HexFormat.of().parseHex("00".repeat(19) + "01");

    assertThat(Addresses.encode(new byte[20])).isEqualTo("rrrrrrrrrrrrrrrrrrrrrhoLvTp");
    assertThat(Addresses.decode(Addresses.encode(id))).isEqualTo(id);
    assertThat(Addresses.decode("rrrrrrrrrrrrrrrrrrrrrhoLvTq")).isNull();
    assertThat(Addresses.decode("rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY")).hasSize(20);
  }
}
