package dev.countersign;

import dev.countersign.config.ConfigLoader;
import dev.countersign.config.CountersignConfig;
import dev.countersign.wire.Letter;
import dev.countersign.wire.Redrive;
import dev.countersign.worker.Admins;
import dev.countersign.worker.CommandWriter;
import dev.countersign.worker.TopicSetup;
import dev.countersign.worker.WholeTopic;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends what could not be used again, once the cause is mended. */
@Command(
    name = "redrive",
    description = "Send dead letters again to where commands are read, once the cause is mended.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Each is sent with its key, value and headers as they were, less those that tell",
      "the error, and with the header countersign.redrive. It is judged anew if its",
      "request is unknown, or FAILED before anything was created; the sequence of its",
      "events goes on. For a request that has come further it is a duplicate.",
      "",
      "Redriving the same letter twice, or again after an interruption, is harmless:",
      "nobody is asked twice, also where the command names no id of its own. So that",
      "this holds, letters older than countersign.remember-for are left, unless",
      "--forgotten. What fails again leaves a new letter, which takes the place of the",
      "old one.",
      "",
      "Exit status 0 if all that were meant are sent, 65 if some cannot be.",
      "",
      "Examples:",
      "  countersign dead-letters redrive --code INVALID_COMMAND --since 2h --dry-run",
      "  countersign dead-letters redrive --id order-17"
    })
final class DeadLettersRedrive implements Callable<Integer> {
  private static final String CLIENT = "countersign-redrive";

  @Spec private @Nullable CommandSpec spec;
  @Mixin private final Configuration configuration = new Configuration();
  @Mixin private final LetterSelection selection = new LetterSelection();

  @Option(names = "--all", description = "All of them; needed if nothing is selected.")
  private boolean all;

  @Option(names = "--dry-run", description = "Only say what would be done.")
  private boolean dryRun;

  @Option(
      names = "--forgotten",
      description =
          "Also those older than countersign.remember-for. Their requests are forgotten: what was"
              + " asked under the same id since then may be asked again.")
  private boolean forgotten;

  private int sent;
  private int left;

  @Override
  public Integer call() {
    Terminal.quiet();
    if (selection.isEmpty() && !all) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "nothing is selected; give --code, --id, --since, --until, --partition or --offset, or"
              + " --all for all of them");
    }
    CountersignConfig config = configuration.load(ConfigLoader.Applications.NOT_READ);
    Redrive redrive = redrive(config);
    Instant remembered = Instant.now().minus(config.rememberFor());
    try (WholeTopic letters =
            WholeTopic.open(config.kafka(), config.topics().deadLetters(), CLIENT);
        CommandWriter writer = new CommandWriter(config.kafka(), CLIENT)) {
      selection.read(
          letters, (letter, _) -> send(letter, judge(letter, redrive, remembered), writer));
    }
    System.err.printf("%d %s, %d left%n", sent, dryRun ? "would be redriven" : "redriven", left);
    return left == 0 ? Exit.OK : Exit.DATA;
  }

  private Redrive.Outcome judge(Letter letter, Redrive redrive, Instant remembered) {
    return letter.at().isBefore(remembered) && !forgotten
        ? new Redrive.Impossible(
            "it is older than countersign.remember-for, so its request is forgotten; --forgotten"
                + " sends it all the same")
        : redrive.of(letter);
  }

  private void send(Letter letter, Redrive.Outcome outcome, CommandWriter writer) {
    String name = LetterLine.name(letter);
    switch (outcome) {
      case Redrive.Impossible(String why) -> {
        left++;
        System.out.println("left           " + name + "  " + why);
      }
      case Redrive.Sendable(var command) -> {
        if (dryRun) {
          System.out.println("would redrive  " + name + "  to " + command.topic());
        } else {
          RecordMetadata written = writer.write(command);
          System.out.println("redriven       " + name + "  to " + written);
        }
        sent++;
      }
    }
  }

  private static Redrive redrive(CountersignConfig config) {
    try (Admin admin = Admins.open(config.kafka(), CLIENT)) {
      TopicDescription commands = new TopicSetup(admin, config).commands();
      return new Redrive(
          commands.name(),
          commands.topicId(),
          commands.partitions().size(),
          config.topics().inbox());
    }
  }
}
