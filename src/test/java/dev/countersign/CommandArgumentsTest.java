package dev.countersign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.request.Signal;
import dev.countersign.request.Trace;
import dev.countersign.wire.CommandDecoder;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class CommandArgumentsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String SIGN_IN = "{\"txjson\":{\"TransactionType\":\"SignIn\"}}";

  @Test
  void theCommandIsWhatIsGivenWithAnId() {
    assertThat(json("", SIGN_IN))
        .isEqualTo("{\"txjson\":{\"TransactionType\":\"SignIn\"},\"id\":\"new\"}");
  }

  @Test
  void withoutAnArgumentItIsReadFromTheStandardInput() {
    assertThat(json(SIGN_IN, "--id", "a"))
        .isEqualTo("{\"txjson\":{\"TransactionType\":\"SignIn\"},\"id\":\"a\"}");
  }

  @Test
  void numbersPassThroughAsTheyAre() {
    assertThat(json("", "{\"id\":\"a\",\"txjson\":{\"F\":1.10,\"G\":12345678901234567890}}"))
        .contains("\"F\":1.10,\"G\":12345678901234567890");
  }

  @Test
  void shortcutsMakeATransaction() {
    assertThat(json("", "--type", "Payment", "--destination", "rX", "--amount", "25", "--id", "a"))
        .isEqualTo(
            "{\"txjson\":{\"TransactionType\":\"Payment\",\"Destination\":\"rX\",\"Amount\":\"25\"},\"id\":\"a\"}");
  }

  @Test
  void whatIsGivenByItselfGoesOverTheJson() {
    String json =
        json(
            "",
            "{\"user\":\"bob\",\"options\":{\"submit\":false},\"context\":{\"a\":\"1\"},\"txjson\":{\"TransactionType\":\"SignIn\"}}",
            "--id=a",
            "--user=ada",
            "--application=default",
            "--priority=HIGH",
            "--expire=15",
            "--not-after=15m",
            "--push-only",
            "--context=b=2",
            "--token=c1f2a7de-6b58-4d0c-9a0e-3f7a5b1c2d3e");

    assertThat(json)
        .isEqualTo(
            "{\"user\":\"ada\",\"options\":{\"submit\":false,\"expire\":15},\"context\":{\"a\":\"1\",\"b\":\"2\"},"
                + "\"txjson\":{\"TransactionType\":\"SignIn\"},\"id\":\"a\",\"application\":\"default\",\"priority\":\"HIGH\","
                + "\"user_token\":\"c1f2a7de-6b58-4d0c-9a0e-3f7a5b1c2d3e\",\"not_after\":\"2026-03-01T12:15:00Z\","
                + "\"delivery\":\"PUSH_ONLY\"}");
    assertThat(accepted(json)).isInstanceOf(Signal.CreateReceived.class);
  }

  @Test
  void aCancelNamesItsRequestAndNothingElse() {
    String json = json("", "--cancel", "a", "--application", "default");
    assertThat(json).isEqualTo("{\"action\":\"CANCEL\",\"id\":\"a\",\"application\":\"default\"}");
    assertThat(accepted(json)).isInstanceOf(Signal.CancelReceived.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--amount 5 {}|--destination and --amount need",
        "--type SignIn {}|take the place of a command",
        "--txjson [1]|--txjson must be a JSON object",
        "nonsense|the command is not JSON"
      })
  void whatIsNoCommandIsRefused(String arguments, String message) {
    assertThatThrownBy(() -> json("", arguments.split(" ")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void pushAndQrOnlyExcludeEachOther() {
    assertThatThrownBy(() -> json("", "--push-only", "--qr-only", SIGN_IN))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("mutually exclusive");
  }

  private static Signal accepted(String json) {
    return new CommandDecoder(Set.of("default"))
        .decode("a", json.getBytes(UTF_8), null, NOW, Trace.NONE, false);
  }

  private static String json(String stdin, String... arguments) {
    CommandArguments given = new CommandArguments();
    CommandLine.populateCommand(given, arguments);
    return new String(
        CommandArguments.bytes(
            given.build(new ByteArrayInputStream(stdin.getBytes(UTF_8)), NOW, () -> "new")),
        UTF_8);
  }
}
