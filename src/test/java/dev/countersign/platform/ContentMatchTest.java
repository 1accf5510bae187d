package dev.countersign.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.Ask;
import dev.countersign.request.Subject;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
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
            null,
            subject.commandAt()),
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
}
