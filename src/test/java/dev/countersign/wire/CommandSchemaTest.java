package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.Signal;
import dev.countersign.testing.AsyncApi;
import dev.countersign.testing.Damage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CONTRACT §3: the JSON Schema of commands and the decoder agree")
class CommandSchemaTest {
  private static final AsyncApi API = AsyncApi.read();
  private static final int DAMAGED = 3_000;

  /** What a JSON Schema cannot say, or what only this deployment or this release knows. */
  private static final List<String> UNSAYABLE =
      List.of(
          "is not configured here",
          "half of a surrogate pair",
          "is there more than once",
          "has no place beside user_token",
          "has no place with delivery",
          "PUSH_ONLY needs",
          "must be the id of another request",
          "expect.account: must be a classic address",
          "must have expect.account among them");

  @ParameterizedTest
  @ValueSource(
      strings = {
        Samples.FULL,
        "{\"txjson\":{\"TransactionType\":\"SignIn\"}}",
        "{\"txblob\":\"1200AA00BB\",\"custom_meta\":{\"blob\":\"a\"},\"bearer\":\"a.b.c\"}",
        "{\"txblob\":\"1200AA00BB\",\"options\":{\"expire\":1.5e1}}",
        "{\"txblob\":\"1200AA00BB\",\"expect\":{\"account\":\"rPT1Sjq2YGrBMTttX4GZHjKu9dyfzbpAYe\"}}",
        "{\"action\":\"CANCEL\",\"id\":\"order-42\",\"application\":\"shop\"}",
        "{\"action\":\"CANCEL\",\"id\":\"order-42\",\"user\":null}",
        """
        {"txjson":{"TransactionType":"SignIn"},"id":null,"action":null,"application":null,
         "user":null,"txblob":null,"options":{"expire":null,"return_url":null,"signers":null},
         "custom_meta":{"blob":null,"instruction":null,"identifier":null},"user_token":null,
         "delivery":null,"priority":null,"not_after":null,"replaces":null,"bearer":null,
         "expect":null,"context":null}
        """
      })
  void whatIsRightForOneIsRightForTheOther(String json) {
    assertThat(Samples.decode(json)).isNotInstanceOf(Signal.InvalidReceived.class);
    assertThat(mistakes(json)).isEmpty();
  }

  @Test
  void whatTheReadmeShowsIsValid() throws IOException {
    List<String> shown =
        Pattern.compile(
                "<!-- command -->\\s*```json\n(.*?)```|(\\{\"txjson\":.*?}})", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("README.md")))
            .results()
            .map(CommandSchemaTest::found)
            .filter(json -> !json.contains("\"TransactionTyp\""))
            .toList();

    assertThat(shown)
        .hasSizeGreaterThan(2)
        .allSatisfy(json -> assertThat(mistakes(json)).isEmpty());
  }

  private static String found(MatchResult match) {
    return match.group(1) == null ? match.group(2) : match.group(1);
  }

  @ParameterizedTest
  @MethodSource
  void whatTheDecoderRefusesTheSchemaRefusesUnlessItCannotSayIt(String json, String message) {
    if (UNSAYABLE.stream().noneMatch(message::contains)) {
      assertThat(mistakes(json)).as(message).isNotEmpty();
    }
  }

  /** The rows of {@link CommandRulesTest}. */
  static Stream<Arguments> whatTheDecoderRefusesTheSchemaRefusesUnlessItCannotSayIt()
      throws NoSuchMethodException {
    return Stream.concat(
        rows("aBrokenRuleIsNamedWithItsField")
            .map(
                row ->
                    Arguments.of(
                        "{\"txjson\":{\"TransactionType\":\"SignIn\"}," + row[0] + "}", row[1])),
        rows("aCommandThatCannotBeRightIsRefused").map(row -> Arguments.of(row[0], row[1])));
  }

  private static Stream<String[]> rows(String test) throws NoSuchMethodException {
    return Arrays.stream(
            CommandRulesTest.class
                .getDeclaredMethod(test, String.class, String.class)
                .getAnnotation(CsvSource.class)
                .value())
        .map(row -> row.split(" \\| ", 2))
        .map(row -> new String[] {row[0].replace('\'', '"'), row[1]});
  }

  @Test
  void aDamagedCommandThatIsStillAcceptedIsStillValid() {
    long seed = Long.getLong("fuzz.seed", 1);
    RandomGenerator random = new SplittableRandom(seed);
    int accepted = 0;
    for (int i = 0; i < DAMAGED; i++) {
      String json = Damage.json(Samples.FULL, random);
      if (Samples.decode(json) instanceof Signal.CreateReceived) {
        accepted++;
        assertThat(mistakes(json)).as("seed " + seed + ": " + json).isEmpty();
      }
    }
    assertThat(accepted).isPositive();
  }

  private static List<String> mistakes(String json) {
    return API.payloadMistakes("commandJson", json.getBytes(UTF_8));
  }
}
