package dev.countersign;

import dev.countersign.config.ConfigException;
import dev.countersign.worker.OwnerLog;
import java.io.PrintWriter;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Exit statuses follow sysexits. */
@Command(
    name = "countersign",
    description = "Xaman (XUMM) wallet sign requests as Kafka topics.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      WorkerCommand.class,
      SandboxCommand.class,
      SendCommand.class,
      WatchCommand.class,
      TopicsCommand.class
    },
    exitCodeOnInvalidInput = Exit.USAGE,
    exitCodeOnExecutionException = Exit.SOFTWARE)
public final class Countersign {
  private Countersign() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    CommandLine commandLine = new CommandLine(new Countersign());
    return commandLine
        .setExecutionExceptionHandler((failure, command, _) -> explain(failure, command))
        .execute(arguments.length == 0 ? new String[] {"--help"} : arguments);
  }

  private static int explain(Exception failure, CommandLine command) throws Exception {
    PrintWriter err = command.getErr();
    return switch (failure) {
      case ConfigException misconfigured -> {
        misconfigured.problems().forEach(err::println);
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
      case KafkaException kafka -> {
        err.println("Kafka: " + kafka.getMessage());
        yield Exit.UNAVAILABLE;
      }
      default -> throw failure;
    };
  }
}
