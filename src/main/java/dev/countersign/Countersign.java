package dev.countersign;

import dev.countersign.config.ConfigException;
import dev.countersign.sandbox.ScenarioException;
import dev.countersign.wire.SchemaUnavailableException;
import dev.countersign.worker.OwnerLog;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.kafka.common.KafkaException;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Exit statuses follow sysexits. */
@Command(
    name = "countersign",
    description = "Xaman (XUMM) wallet sign requests as Kafka topics.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "What a command needs: countersign COMMAND --help. Completion in bash and zsh:",
      "  source <(countersign generate-completion)",
      "",
      "Example: countersign watch"
    },
    versionProvider = Version.class,
    subcommands = {
      WorkerCommand.class,
      SandboxCommand.class,
      SendCommand.class,
      WatchCommand.class,
      TopicsCommand.class,
      SchemasCommand.class,
      DeadLettersCommand.class,
      DoctorCommand.class,
      GenerateCompletion.class
    },
    exitCodeOnInvalidInput = Exit.USAGE,
    exitCodeOnExecutionException = Exit.SOFTWARE)
public final class Countersign {
  private Countersign() {}

  public static void main(String[] arguments) {
    Terminal.speakUtf8();
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    return commandLine()
        .setExecutionExceptionHandler((failure, command, _) -> explain(failure, command))
        .execute(arguments.length == 0 ? new String[] {"--help"} : arguments);
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Countersign());
    inheritExitStatuses(commandLine);
    SettingsHelp.addTo(commandLine, "worker");
    return commandLine;
  }

  /** Picocli has them by command, and a subcommand's default is another one. */
  private static void inheritExitStatuses(CommandLine command) {
    for (CommandLine subcommand : command.getSubcommands().values()) {
      subcommand
          .getCommandSpec()
          .exitCodeOnInvalidInput(Exit.USAGE)
          .exitCodeOnExecutionException(Exit.SOFTWARE);
      inheritExitStatuses(subcommand);
    }
  }

  private static int explain(Exception failure, CommandLine command) throws Exception {
    PrintWriter err = command.getErr();
    return switch (failure) {
      case ConfigException misconfigured -> {
        misconfigured.problems().forEach(err::println);
        yield Exit.CONFIG;
      }
      case ScenarioException unusable -> {
        unusable.problems().forEach(err::println);
        yield Exit.CONFIG;
      }
      case InputException bad -> {
        err.println(bad.getMessage());
        yield Exit.DATA;
      }
      case OwnerLog.LogLost lost -> {
        err.println(lost.getMessage());
        yield Exit.UNAVAILABLE;
      }
      case SchemaUnavailableException unavailable -> {
        err.println(unavailable.getMessage());
        yield Exit.UNAVAILABLE;
      }
      case KafkaException kafka -> {
        err.println("Kafka: " + withCauses(kafka));
        yield Exit.UNAVAILABLE;
      }
      case UncheckedIOException io -> {
        err.println(withCauses(Objects.requireNonNullElse(io.getCause(), io)));
        yield Exit.UNAVAILABLE;
      }
      default -> throw failure;
    };
  }

  /** Kafka's outer messages rarely say why. */
  private static String withCauses(Throwable failure) {
    StringBuilder text = new StringBuilder(String.valueOf(failure.getMessage()));
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      String why = cause.getMessage();
      if (why != null && text.indexOf(why) < 0) {
        text.append(": ").append(why);
      }
    }
    return text.toString();
  }
}
