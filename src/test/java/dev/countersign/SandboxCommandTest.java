package dev.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.sandbox.Limits;
import dev.countersign.sandbox.Sandbox;
import dev.countersign.sandbox.SandboxOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@DisplayName("CONTRACT §10: countersign sandbox")
@Isolated("it looks at what is printed")
class SandboxCommandTest {
  @TempDir Path directory;

  @Test
  @DisplayName("PROTOCOL §11 thirty creates and a hundred calls a minute unless told otherwise")
  void limits() {
    assertThat(options().limits()).isEqualTo(new Limits(30, 100));
    assertThat(options("--creates-per-minute", "3").limits()).isEqualTo(new Limits(3, 100));
    assertThat(options("--calls-per-minute=7").limits()).isEqualTo(new Limits(30, 7));
    assertThat(options("--creates-per-minute=0").limits()).isEqualTo(new Limits(null, 100));
    assertThat(options("--no-limits").limits()).isEqualTo(Limits.OFF);
  }

  @Test
  @DisplayName("PROTOCOL §8.3 webhooks may go to localhost unless told otherwise")
  void webhooksToLocalhost() {
    assertThat(options().settings().webhooksToLocalhost()).isTrue();
    assertThat(options("--webhooks-to-localhost").settings().webhooksToLocalhost()).isTrue();
    assertThat(options("--no-webhooks-to-localhost").settings().webhooksToLocalhost()).isFalse();
  }

  @Test
  @DisplayName("what the command line says about limits goes before the scenario")
  void limitsOfTheCommandLine() throws IOException {
    String file = file("{\"limits\":{\"creates\":1,\"calls\":1},\"people\":[\"ada\"]}");

    try (Sandbox one = Sandbox.start(options("--port", "0", "--scenario", file));
        Sandbox other = Sandbox.start(options("--port=0", "--no-limits", "--scenario", file))) {
      assertThat(one.limits()).isEqualTo(new Limits(1, 1));
      assertThat(other.limits()).isEqualTo(Limits.OFF);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"people\":[7]} | 78 | people[0]: a person is a name in quotes",
        "{\"people\": | 65 | line 1: no JSON",
        "[] | 65 | A scenario is a JSON object."
      })
  void aScenarioThatCannotBeUsed(String scenario, int status, String message) throws IOException {
    Ended ended = run("--port", "0", "--scenario", file(scenario));

    assertThat(ended.err()).contains(message).doesNotContain("\tat ");
    assertThat(ended.status()).isEqualTo(status);
  }

  @Test
  void aScenarioThatIsNotThere() {
    Ended ended = run("--scenario", directory.resolve("none.json").toString());

    assertThat(ended.err()).startsWith("cannot read the scenario: ").contains("none.json");
    assertThat(ended.status()).isEqualTo(65);
  }

  @Test
  @DisplayName("CONTRACT §10 other machines may use the control API only when told so")
  void controlFromAnywhere() {
    assertThat(options().controlFromAnywhere()).isFalse();
    assertThat(options("--control-from-anywhere").controlFromAnywhere()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--creates-per-minute", "--calls-per-minute"})
  void aLimitBelowNothing(String option) {
    Ended ended = run(option, "-5");

    assertThat(ended.err()).startsWith(option + ": -5 is below 0; 0 is no limit");
    assertThat(ended.status()).isEqualTo(64);
  }

  @Test
  void noLimitsAndLimits() {
    Ended ended = run("--no-limits", "--calls-per-minute", "5");

    assertThat(ended.err()).contains("--no-limits leaves no room");
    assertThat(ended.status()).isEqualTo(64);
  }

  private record Ended(int status, String err) {}

  private static Ended run(String... arguments) {
    PrintStream before = System.err;
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      String[] all = new String[arguments.length + 1];
      all[0] = "sandbox";
      System.arraycopy(arguments, 0, all, 1, arguments.length);
      return new Ended(Countersign.run(all), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(before);
    }
  }

  private String file(String scenario) throws IOException {
    return Files.writeString(directory.resolve("scenario.json"), scenario).toString();
  }

  private static SandboxOptions options(String... arguments) {
    return CommandLine.populateCommand(new SandboxCommand(), arguments).options();
  }
}
