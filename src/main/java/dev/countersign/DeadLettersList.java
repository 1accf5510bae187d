package dev.countersign;

import dev.countersign.config.ConfigLoader;
import dev.countersign.config.CountersignConfig;
import dev.countersign.worker.WholeTopic;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One line for each dead letter. */
@Command(
    name = "list",
    description = "One line for each dead letter: when, where, code, request, reason, origin.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "A record that was redriven in vain is shown once, by its latest letter and with",
      "how many times it has become one. What is in the record is not shown.",
      "",
      "Examples:",
      "  countersign dead-letters list --since 2h --code INVALID_COMMAND",
      "  countersign dead-letters list --json | jq -r .request_id"
    })
final class DeadLettersList implements Callable<Integer> {
  @Mixin private final Configuration configuration = new Configuration();
  @Mixin private final LetterSelection selection = new LetterSelection();

  @Option(names = "--json", description = "Print each as one line of JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Terminal.quiet();
    CountersignConfig config = configuration.load(ConfigLoader.Applications.NOT_READ);
    try (WholeTopic letters =
        WholeTopic.open(config.kafka(), config.topics().deadLetters(), "countersign-letters")) {
      selection.read(
          letters,
          (letter, times) ->
              System.out.println(
                  json ? LetterLine.json(letter, times) : LetterLine.of(letter, times)));
    }
    return Exit.OK;
  }
}
