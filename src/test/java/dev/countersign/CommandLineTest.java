package dev.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

class CommandLineTest {
  @TempDir Path directory;

  static Stream<CommandLine> commands() {
    return all(Countersign.commandLine())
        .filter(command -> !command.getCommandName().equals("generate-completion"));
  }

  private static Stream<CommandLine> all(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(CommandLineTest::all));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandShowsAnExample(CommandLine command) {
    assertThat(command.getUsageMessage()).containsPattern("Examples?:\\s+\\S*.*countersign");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyOptionIsDescribed(CommandLine command) {
    assertThat(command.getCommandSpec().options())
        .extracting(OptionSpec::description)
        .allSatisfy(description -> assertThat(description).isNotEmpty());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void whatIsSaidLastFitsATerminal(CommandLine command) {
    List<String> lines = List.of(command.getCommandSpec().usageMessage().footer());
    boolean settings = command.getCommandName().equals("worker");
    assertThat(settings ? List.<String>of() : lines)
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
  }

  @Test
  void theCompletionIsAValidScriptThatKnowsTheCommands() throws Exception {
    String script = AutoComplete.bash("countersign", Countersign.commandLine());
    Path file = Files.writeString(directory.resolve("completion"), script);

    Process bash =
        new ProcessBuilder("bash", "-n", file.toString()).redirectErrorStream(true).start();
    String said = new String(bash.getInputStream().readAllBytes());

    assertThat(bash.waitFor()).as(said).isZero();
    assertThat(script).contains("dead-letters", "redrive", "--from-beginning");
  }

  @ParameterizedTest
  @CsvSource({"--wait, 36500", "--wait=10d, 10", "--wait 10d, 10", "--wait --qr, 36500"})
  void howLongToWaitMayBeLeftOut(String arguments, int days) {
    assertThat(waiting(send(arguments.split(" ")))).isEqualTo(Duration.ofDays(days));
  }

  @Test
  void aCommandBehindWaitIsTheCommand() {
    ParseResult parsed = send("--wait", "{\"txjson\":{}}");
    assertThat(waiting(parsed)).isEqualTo(Duration.ofDays(36_500));
    assertThat(parsed.matchedPositionalValue(0, "")).isEqualTo("{\"txjson\":{}}");
  }

  @Test
  void whoDoesNotWaitIsNotMadeTo() {
    assertThat(waiting(send("{}"))).isNull();
  }

  private static @Nullable Duration waiting(ParseResult parsed) {
    return parsed.commandSpec().findOption("--wait").getValue();
  }

  private static ParseResult send(String... arguments) {
    return new CommandLine(new SendCommand()).parseArgs(arguments);
  }

  @Test
  void typesAndCodesAreCheckedByName() {
    CommandLine line = Countersign.commandLine().setErr(new PrintWriter(Writer.nullWriter()));
    assertThat(line.execute("watch", "--type", "SINGED")).isEqualTo(Exit.USAGE);
    assertThat(line.execute("dead-letters", "list", "--code", "WRONG")).isEqualTo(Exit.USAGE);
  }
}
