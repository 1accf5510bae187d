package dev.countersign.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.request.Ask;
import dev.countersign.request.Expectation;
import dev.countersign.request.Subject;
import dev.countersign.sandbox.codec.TransactionCodec;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentMatchTest {

  private static boolean same(String asked, String held) {
    return same(Rig.ask(asked), held, "{}", "{}");
  }

  private static boolean same(Ask ask, String held, String meta, String customMeta) {
    String body =
        "{\"meta\":%s,\"payload\":{\"tx_type\":\"Payment\",\"request_json\":%s},\"custom_meta\":%s}"
            .formatted(meta, held, customMeta);
    Subject subject = Rig.subject("a");
    return ContentMatch.same(
        ask,
        new Subject(
            subject.id(),
            subject.application(),
            null,
            "Payment",
            subject.context(),
            subject.trace(),
            "fp",
            Expectation.NONE,
            subject.commandAt(),
            null),
        Objects.requireNonNull(Json.object(body)));
  }

  private static Ask ask(Ask.Options options, @Nullable String blob, @Nullable String instruction) {
    return new Ask(
        new Ask.Template.TxJson("{}"),
        options,
        blob,
        instruction,
        null,
        null,
        Ask.Delivery.AUTO,
        Ask.Priority.NORMAL,
        null);
  }

  private static Ask.Options options(
      @Nullable Boolean submit, @Nullable Boolean multisign, @Nullable String network) {
    return new Ask.Options(submit, multisign, null, null, null, network, List.of(), null, null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"A\":1,\"B\":\"x\"} | {\"B\":\"x\",\"A\":1}",
        "{\"TransactionType\":\"SignIn\"} | {\"TransactionType\":\"SignIn\",\"SignIn\":true}",
        "{\"Fee\":12} | {\"Fee\":\"12\"}",
        "{\"Amount\":{\"currency\":\"USD\",\"issuer\":\"r\",\"value\":1.50}} | {\"Amount\":{\"currency\":\"USD\",\"issuer\":\"r\",\"value\":\"1.5\"}}",
        "{\"Amount\":{\"currency\":\"XRP\",\"issuer\":\"\",\"value\":\"5\"}} | {\"Amount\":\"5000000\"}",
        "{\"Amount\":{\"currency\":\"XRP\",\"value\":2000000}} | {\"Amount\":\"2000000\"}",
        "{\"TransactionType\":\"AccountDelete\"} | {\"TransactionType\":\"AccountDelete\",\"Fee\":\"5000000\"}",
        "{\"A\":null} | {}",
        "{\"A\":0.1234567890123456789} | {\"A\":0.12345678901234568}",
        "{\"Memos\":[{\"Memo\":{\"MemoData\":\"AB\"}}]} | {\"Memos\":[{\"Memo\":{\"MemoData\":\"AB\"}}]}"
      })
  void whatThePlatformRewritesIsStillTheSame(String asked, String held) {
    assertThat(same(asked, held)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"Amount\":\"1\"} | {\"Amount\":\"2\"}",
        "{\"Amount\":\"1\"} | {}",
        "{} | {\"Amount\":\"1\"}",
        "{\"TransactionType\":\"Payment\"} | {\"TransactionType\":\"Payment\",\"Fee\":\"1\"}",
        "{\"currency\":\"1E5\"} | {\"currency\":\"100000\"}",
        "{\"A\":[1,2]} | {\"A\":[1]}",
        "{\"A\":{\"x\":1}} | {\"A\":{\"x\":1,\"y\":2}}",
        "{\"A\":{\"currency\":\"USD\",\"value\":\"5\"}} | {\"A\":\"5000000\"}",
        "{\"A\":true} | {\"A\":\"true\"}",
        "{\"A\":1} | null"
      })
  void anotherTransactionIsNotTheSame(String asked, String held) {
    assertThat(same(asked, held)).isFalse();
  }

  @Test
  void ofASerialisedTransactionOnlyThePresenceIsCompared() {
    Ask ask =
        new Ask(
            new Ask.Template.TxBlob("1200"),
            Ask.Options.NONE,
            null,
            null,
            null,
            null,
            Ask.Delivery.AUTO,
            Ask.Priority.NORMAL,
            null);
    assertThat(same(ask, "{\"TransactionType\":\"Payment\"}", "{}", "{}")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{} | true",
        "{\"submit\":true,\"multisign\":false,\"force_network\":null} | true",
        "{\"force_network\":\"TESTNET\"} | true",
        "{\"force_network\":\"MAINNET\"} | false",
        "{\"submit\":false} | false",
        "{\"multisign\":true} | false"
      })
  void optionsAreComparedWhereBothAreKnown(String meta, boolean expected) {
    Ask ask = ask(options(null, null, "TESTNET"), null, null);
    assertThat(same(ask, "{}", meta, "{}")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"blob\":{\"b\":2,\"a\":1},\"instruction\":\"pay  now \"} | true",
        "{\"blob\":\"{\\\"a\\\":1,\\\"b\\\":2}\",\"instruction\":\"pay now\"} | true",
        "{\"blob\":{\"a\":1,\"b\":3},\"instruction\":\"pay now\"} | false",
        "{\"blob\":null,\"instruction\":\"pay now\"} | false",
        "{\"blob\":{\"a\":1,\"b\":2},\"instruction\":\"pay later\"} | false",
        "{\"identifier\":\"A\",\"blob\":{\"a\":1,\"b\":2},\"instruction\":\"pay now\"} | false",
        "{\"identifier\":\"a\",\"blob\":{\"a\":1,\"b\":2},\"instruction\":\"pay now\"} | true"
      })
  void customMetaIsComparedByMeaning(String customMeta, boolean expected) {
    Ask ask = ask(Ask.Options.NONE, "{\"a\":1,\"b\":2}", "pay\n now");
    assertThat(same(ask, "{}", "{}", customMeta)).isEqualTo(expected);
  }

  /** What is carried and not signed may be nested as deep as a command may. */
  @Test
  @Timeout(value = 5, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void nestingCostsLittle() {
    String nested = "{\"a\":".repeat(90) + "1" + "}".repeat(90);
    assertThat(same(nested, nested)).isTrue();
    assertThat(same(nested, nested.replace('1', '2'))).isFalse();
    assertThat(same(nested, nested.replace("1", "1,\"b\":1"))).isFalse();
  }

  @Test
  void whoMaySignIsPartOfIt() {
    Ask ask =
        ask(
            new Ask.Options(
                null, null, null, null, null, null, List.of("rAda", "rBob"), null, null),
            null,
            null);
    assertThat(same(ask, "{}", "{\"signers\":[\"rBob\",\"rAda\"]}", "{}")).isTrue();
    assertThat(same(ask, "{}", "{\"signers\":[\"rMallory\"]}", "{}")).isFalse();
    assertThat(same(ask, "{}", "{\"signers\":null}", "{}")).isTrue();
  }

  @Test
  void aBlobIsTheSameAsTheTransactionThatItIs() {
    String held = "{\"TransactionType\":\"Payment\",\"Destination\":\"%s\",\"Amount\":\"%s\"}";
    String shop = "rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY";
    ObjectNode asked =
        (ObjectNode) Objects.requireNonNull(Json.object(held.formatted(shop, "1000")));
    Ask blob = Rig.asking(new Ask.Template.TxBlob(TransactionCodec.XRPL.encode(asked)));
    assertThat(same(blob, held.formatted(shop, "1000"), "{}", "{}")).isTrue();
    assertThat(same(blob, held.formatted(shop, "1"), "{}", "{}")).isFalse();
  }
}
