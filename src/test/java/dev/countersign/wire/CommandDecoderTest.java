package dev.countersign.wire;

import static dev.countersign.wire.Samples.AT;
import static dev.countersign.wire.Samples.created;
import static dev.countersign.wire.Samples.decode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.Ask;
import dev.countersign.request.Signal;
import dev.countersign.request.Trace;
import dev.countersign.request.UserToken;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandDecoderTest {
  private static final String SMALLEST = "{\"txjson\":{\"TransactionType\":\"SignIn\"}}";

  @Test
  void aNameThatIsTooLongIsNamedAmongTheReasons() {
    String json = "{\"" + "x".repeat(50_001) + "\":1}";

    assertThat(Samples.refused(json).message()).contains("a name of more than 50000 characters");
  }

  @Test
  void theSmallestCommandAsksForTheDefaults() {
    Signal.CreateReceived create = created(SMALLEST);
    assertThat(create.ask())
        .isEqualTo(
            new Ask(
                new Ask.Template.TxJson("{\"TransactionType\":\"SignIn\"}"),
                Ask.Options.NONE,
                null,
                null,
                null,
                null,
                Ask.Delivery.AUTO,
                Ask.Priority.NORMAL,
                null));
    assertThat(create.subject().application()).isEqualTo("default");
    assertThat(create.subject().txType()).isEqualTo("SignIn");
    assertThat(create.subject().user()).isNull();
  }

  /** The parser takes a text of this size in pieces. */
  @Test
  void aLargeTransactionIsKeptAsItIsWritten() {
    String large =
        "{ \"TransactionType\": \"SignIn\",  \"Memo\": \"%s\", \"n\": 1.50 }"
            .formatted("a€😀\\u20ac ".repeat(4_000));

    Signal.CreateReceived create =
        created("{\"user\":\"ada\", %s \"txjson\": %s }".formatted(" ".repeat(7_001), large));

    assertThat(create.ask().template()).isEqualTo(new Ask.Template.TxJson(large));
  }

  @Test
  void everyFieldArrives() {
    Signal.CreateReceived create = created(Samples.FULL);
    assertThat(create.ask().options())
        .isEqualTo(
            new Ask.Options(
                true,
                false,
                5,
                "shop://back",
                "https://shop.example/back",
                "TESTNET",
                List.of("rPT1Sjq2YGrBMTttX4GZHjKu9dyfzbpAYe"),
                true,
                false));
    assertThat(create.ask().blob()).isEqualTo("{\"n\": 1.0}");
    assertThat(create.ask().instruction()).isEqualTo("Pay, please");
    assertThat(create.ask().userToken()).isEqualTo(new UserToken(Samples.TOKEN));
    assertThat(create.ask().delivery()).isEqualTo(Ask.Delivery.PUSH_ONLY);
    assertThat(create.ask().priority()).isEqualTo(Ask.Priority.HIGH);
    assertThat(create.ask().notAfter()).isEqualTo(Instant.parse("2026-03-01T13:00:00Z"));
    assertThat(create.subject().application()).isEqualTo("shop");
    assertThat(create.subject().user()).isEqualTo("ada");
    assertThat(create.subject().context()).isEqualTo(Map.of("cart", "7"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"TransactionType\":\"Payment\",\"Amount\":12345678901234567890.10}",
        "{ \"TransactionType\" : \"Pay\\u006Dent\" ,\n \"Fee\":1.0e+0, \"Memo\":\"é😀\\ud800\" }",
        "{\"TransactionType\":\"X\",\"a\":[1,[2],{}],\"n\":-0.0}"
      })
  void txjsonIsPassedOnByteForByte(String txjson) {
    Signal.CreateReceived create = created("{\"user\":\"é😀\",\"txjson\": " + txjson + " }");
    assertThat(create.ask().template()).isEqualTo(new Ask.Template.TxJson(txjson));
  }

  @Test
  void aBlobHasNoTransactionTypeToTell() {
    Signal.CreateReceived create = created("{\"txblob\":\"1200AA00BB\"}");
    assertThat(create.ask().template()).isEqualTo(new Ask.Template.TxBlob("1200AA00BB"));
    assertThat(create.subject().txType()).isNull();
  }

  @Test
  void aMetaBlobMayBeAString() {
    String json = "{\"txblob\":\"1200AA00BB\",\"custom_meta\":{\"blob\":\"a\\\"b\"}}";
    assertThat(created(json).ask().blob()).isEqualTo("\"a\\\"b\"");
  }

  @Test
  void whoIsExpectedIsTheOnlyOneWhoMaySign() {
    String account = "rPT1Sjq2YGrBMTttX4GZHjKu9dyfzbpAYe";
    Signal.CreateReceived create =
        created("{\"txblob\":\"1200AA00BB\",\"expect\":{\"account\":\"" + account + "\"}}");
    assertThat(create.ask().options().signers()).containsExactly(account);
    assertThat(create.subject().expect().account()).isEqualTo(account);
  }

  @Test
  void whomACommandExpectsIsPartOfItsMeaning() {
    String plain =
        "{\"txblob\":\"1200AA00BB\",\"options\":{\"signers\":[\"rPT1Sjq2YGrBMTttX4GZHjKu9dyfzbpAYe\"]}}";
    String expecting =
        plain.replace(
            "\"options\"",
            "\"expect\":{\"account\":\"rPT1Sjq2YGrBMTttX4GZHjKu9dyfzbpAYe\"},\"options\"");
    assertThat(created(expecting).subject().fingerprint())
        .isNotEqualTo(created(plain).subject().fingerprint());
  }

  @Test
  void nullIsTheSameAsAbsent() {
    String json =
        """
        {"txjson":{"TransactionType":"SignIn"},"id":null,"action":null,"application":null,
         "user":null,"txblob":null,"options":{"expire":null,"return_url":null,"signers":null},
         "custom_meta":{"blob":null,"instruction":null,"identifier":null},"user_token":null,
         "delivery":null,"priority":null,"not_after":null,"replaces":null,"bearer":null,
         "expect":null,"context":null}
        """;
    assertThat(created(json)).isEqualTo(created(SMALLEST));
  }

  @Test
  void aWholeNumberMayBeWrittenAsADecimal() {
    String json = "{\"txblob\":\"1200AA00BB\",\"options\":{\"expire\":1.5e1}}";
    assertThat(created(json).ask().options().expireMinutes()).isEqualTo(15);
  }

  @Test
  void whatSurroundsTheValueIsKept() {
    Trace trace = new Trace("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", null);
    Signal signal = Samples.DECODER.decode("a", SMALLEST.getBytes(UTF_8), null, AT, trace, true);
    assertThat(signal)
        .isInstanceOfSatisfying(
            Signal.CreateReceived.class,
            create -> {
              assertThat(create.redriven()).isTrue();
              assertThat(create.subject().id()).isEqualTo("a");
              assertThat(create.subject().trace()).isEqualTo(trace);
              assertThat(create.subject().commandAt()).isEqualTo(AT);
            });
  }

  @Test
  void aCancelMayLeaveTheApplicationOpen() {
    assertThat(decode("{\"action\":\"CANCEL\",\"id\":\"order-42\"}"))
        .isEqualTo(new Signal.CancelReceived(null, AT));
  }

  @Test
  void aCancelMayNameTheApplication() {
    assertThat(decode("{\"action\":\"CANCEL\",\"id\":\"order-42\",\"application\":\"shop\"}"))
        .isEqualTo(new Signal.CancelReceived("shop", AT));
  }
}
