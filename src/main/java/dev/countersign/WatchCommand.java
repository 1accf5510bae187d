package dev.countersign;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.config.ConfigLoader;
import dev.countersign.config.CountersignConfig;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Follows events. */
@Command(
    name = "watch",
    description = "Follow the events as they are published, until Ctrl-C.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "On a terminal in colour and columns, unless NO_COLOR is set; in a pipe plain.",
      "",
      "Examples:",
      "  countersign watch --from-beginning --request order-17",
      "  countersign watch --type SIGNED --type REJECTED --json | jq .request_id"
    })
final class WatchCommand implements Callable<Integer> {
  private static final String CLIENT = "countersign-watch";
  private static final Duration WAIT = Duration.ofMillis(200);

  @Mixin private final Configuration configuration = new Configuration();
  @Mixin private final EventSelection selection = new EventSelection();

  @Option(names = "--json", description = "Print each event as one line of JSON.")
  private boolean json;

  @Option(names = "--from-beginning", description = "Begin with the oldest event there is.")
  private boolean fromBeginning;

  @Override
  public Integer call() {
    Terminal.quiet();
    CountersignConfig config = configuration.load(ConfigLoader.Applications.NOT_READ);
    boolean fancy = Terminal.isFancy();
    Stop stop = Stop.onTermination();
    try (EventFeed feed =
        fromBeginning
            ? EventFeed.fromBeginning(config, CLIENT)
            : EventFeed.fromNow(config, CLIENT)) {
      System.err.println("watching " + config.topics().events());
      while (!stop.await(Duration.ZERO)) {
        for (JsonNode event : feed.poll(WAIT)) {
          if (selection.fits(event)) {
            System.out.println(json ? event.toString() : EventLine.of(event, fancy));
          }
        }
        if (System.out.checkError()) {
          // Whoever read the pipe has gone, as with `| head`.
          return Exit.OK;
        }
      }
    } finally {
      stop.done();
    }
    return Exit.OK;
  }
}
