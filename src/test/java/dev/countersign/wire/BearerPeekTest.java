package dev.countersign.wire;

import static dev.countersign.wire.Samples.created;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.Ask;
import dev.countersign.request.Bearer;
import dev.countersign.request.Signal;
import dev.countersign.testing.Forge;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a bearer before anyone has verified it (CONTRACT §§3, 8). */
class BearerPeekTest {
  private static final String CLIENT = "1b144141-440b-4fbc-a064-bfd1bdd3b0ce";
  private static final String ADA = "rhcEvK2vuWNw5mvm3JQotG6siMw1iGde1Y";
  private static final String BOB = "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh";
  private static final String CLAIMS = "'client_id':'" + CLIENT + "','sub':'" + ADA + "'";

  @Test
  void whoAndUntilWhenAreReadAndNothingIsTakenForTrue() {
    String token = token(CLAIMS + ",'exp':1772370000");

    Signal.CreateReceived create = command(token);

    assertThat(create.ask().bearer())
        .isEqualTo(new Bearer(token, CLIENT, Instant.ofEpochSecond(1772370000), false));
    assertThat(create.subject().expect().account()).isEqualTo(ADA);
  }

  @ParameterizedTest
  @ValueSource(strings = {"app_uuidv4", "aud"})
  void theClientIsReadFromWhereverItIs(String claim) {
    assertThat(bearer(token("'" + claim + "':'" + CLIENT + "'")).client()).isEqualTo(CLIENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'x'", "1.5", "-1", "null", "1e999", "99999999999999", "[1]", "true"})
  void anExpiryThatIsNoneIsLeftOpen(String exp) {
    assertThat(bearer(token(CLAIMS + ",'exp':" + exp)).expiresAt()).isEqualTo(Bearer.NEVER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "a.b",
        "a.b.c",
        "a.e30.c.d.e",
        "..",
        ".bnVsbA.",
        ".W10.",
        ".eyJhIjoxLCJhIjoxfQ."
      })
  void whatIsNoJwtIsACommandToo(String text) {
    Signal.CreateReceived create = command(text);

    assertThat(create.ask().bearer()).isEqualTo(new Bearer(text, "", Bearer.NEVER, false));
    assertThat(create.subject().expect().account()).isNull();
  }

  @Test
  void aSubjectThatIsNoAddressIsNobody() {
    assertThat(command(token("'sub':'rNobody'")).subject().expect().account()).isNull();
  }

  @Test
  void pushOnlyIsFineWithABearer() {
    assertThat(command(token(CLAIMS), "'delivery':'PUSH_ONLY'").ask().delivery())
        .isEqualTo(Ask.Delivery.PUSH_ONLY);
  }

  @Test
  void aNewerTokenOfTheSamePersonIsTheSameCommand() {
    assertThat(fingerprint(token(CLAIMS + ",'exp':1772370000")))
        .isEqualTo(fingerprint(token(CLAIMS + ",'exp':1772379999")));
  }

  @ParameterizedTest
  @CsvSource({"sub, " + BOB, "client_id, 2b144141-440b-4fbc-a064-bfd1bdd3b0ce"})
  void aTokenOfAnotherPersonOrApplicationIsAnotherCommand(String claim, String value) {
    String other =
        CLAIMS.replaceFirst("'" + claim + "':'[^']*'", "'" + claim + "':'" + value + "'");

    assertThat(other).isNotEqualTo(CLAIMS);
    assertThat(fingerprint(token(other))).isNotEqualTo(fingerprint(token(CLAIMS)));
  }

  @Test
  void aBearerMakesAnotherCommandThanNone() {
    String without = "{\"txjson\":{\"TransactionType\":\"SignIn\"}}";

    assertThat(fingerprint(token(CLAIMS))).isNotEqualTo(created(without).subject().fingerprint());
  }

  @Test
  void whatIsNoJwtIsTheSameOnlyAsItself() {
    assertThat(fingerprint("x")).isEqualTo(fingerprint("x")).isNotEqualTo(fingerprint("y"));
  }

  @Test
  void itComesInAvroToo() {
    String token = token(CLAIMS);
    Signal signal =
        Samples.decode(
            Samples.avro(Samples.command().setTxblob("1200AA00BB").setBearer(token).build()));

    assertThat(((Signal.CreateReceived) signal).ask().bearer())
        .extracting(Bearer::token)
        .isEqualTo(token);
  }

  private static Signal.CreateReceived command(String bearer, String... more) {
    String fields = String.join(",", more);
    return created(
        ("{'txjson':{'TransactionType':'SignIn'},'bearer':'"
                + bearer
                + "'"
                + (fields.isEmpty() ? "" : "," + fields)
                + "}")
            .replace('\'', '"'));
  }

  private static Bearer bearer(String token) {
    return Objects.requireNonNull(command(token).ask().bearer());
  }

  private static String fingerprint(String token) {
    return command(token).subject().fingerprint();
  }

  private static String token(String claims) {
    return Forge.with("{}", ("{" + claims + "}").replace('\'', '"'), "c2ln");
  }
}
