package dev.countersign;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.config.ConfigLoader;
import dev.countersign.config.CountersignConfig;
import dev.countersign.wire.Letter;
import dev.countersign.worker.CommandWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends one command. */
@Command(
    name = "send",
    description =
        "Send a command, from arguments, a file or the standard input, and print its request id.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit status 0 once it is sent. With --wait it tells how the request has ended:",
      "  0  signed (or, with --cancel, cancelled)",
      "  1  rejected (or, with --cancel, cancelling was refused)",
      "  2  expired or abandoned",
      "  3  cancelled",
      "  4  signed, but not settled",
      " 65  failed, or a dead letter: the reason is in the last line",
      " 75  not known: no end in the time that --wait gives, or settlement is unknown",
      "With --qr alone it ends with 0 once the code is drawn, or as with --wait if the",
      "request ends before. 64, 69 and 78 are as for every command: wrong usage, Kafka",
      "does not answer, wrong configuration.",
      "",
      "A command that was sent before, with the same id and content, changes nothing,",
      "and no event tells of it: --wait ends with what is published from now on.",
      "",
      "Examples:",
      "  countersign send --user ada '{\"txjson\":{\"TransactionType\":\"SignIn\"}}'",
      "  countersign send --type SignIn --qr --wait=10m",
      "  countersign send --type Payment --destination r... --amount 25000000"
    })
final class SendCommand implements Callable<Integer> {
  private static final String CLIENT = "countersign-send";
  private static final Duration WAIT = Duration.ofMillis(100);

  /** Most dead letters come along with an event, written as one and read from two topics. */
  private static final Duration EVENT_GOES_BEFORE = Duration.ofSeconds(1);

  @Mixin private final Configuration configuration = new Configuration();
  @Mixin private final CommandArguments arguments = new CommandArguments();

  @Option(
      names = "--qr",
      description = "Wait until it is created, and draw the sign link as a QR code.")
  private boolean qr;

  @Option(
      names = "--wait",
      arity = "0..1",
      paramLabel = "DURATION",
      fallbackValue = Patience.ENDLESS,
      parameterConsumer = Patience.class,
      converter = Patience.Converter.class,
      description =
          "Wait for the end of the request, at most for so long (as 10m), and print its events.")
  private @Nullable Duration patience;

  @Option(names = "--json", description = "Print events as JSON, one line each.")
  private boolean json;

  private boolean drawn;

  @Override
  public Integer call() {
    Terminal.quiet();
    ObjectNode body = arguments.build(System.in, Instant.now(), () -> UUID.randomUUID().toString());
    CountersignConfig config = configuration.load(ConfigLoader.Applications.NOT_READ);
    if (!qr && patience == null) {
      send(config, body);
      return Exit.OK;
    }
    // Before the command is written: what becomes of it is behind this.
    try (EventFeed events = EventFeed.fromNow(config, CLIENT);
        LetterFeed letters = LetterFeed.fromNow(config, CLIENT)) {
      RecordMetadata written = send(config, body);
      return follow(events, letters, body.path("id").asText(), written);
    }
  }

  private static RecordMetadata send(CountersignConfig config, ObjectNode body) {
    String id = body.path("id").asText();
    try (CommandWriter writer = new CommandWriter(config.kafka(), CLIENT)) {
      RecordMetadata written =
          writer.write(
              new ProducerRecord<>(
                  config.topics().commands(), id.getBytes(UTF_8), CommandArguments.bytes(body)));
      System.err.println("sent to " + written);
      System.out.println(id);
      return written;
    }
  }

  private int follow(
      EventFeed events, LetterFeed letters, String requestId, RecordMetadata written) {
    long begun = System.nanoTime();
    Letter letter = null;
    long letterAt = begun;
    while (patience == null || System.nanoTime() - begun < patience.toNanos()) {
      for (JsonNode event : events.poll(WAIT)) {
        if (requestId.equals(event.path("request_id").asText())) {
          Integer status = told(event);
          if (status != null) {
            return status;
          }
        }
      }
      if (letter == null) {
        letter = letters.about(written);
        letterAt = System.nanoTime();
      } else if (System.nanoTime() - letterAt > EVENT_GOES_BEFORE.toNanos()) {
        System.out.println(
            json ? LetterLine.json(letter, 1) : "dead letter  " + LetterLine.of(letter, 1));
        return Exit.DATA;
      }
    }
    System.err.println(
        "how it ends is not known yet; see: countersign watch --request " + requestId);
    return Exit.LATER;
  }

  /** The exit status, if this is what was waited for. */
  private @Nullable Integer told(JsonNode event) {
    System.out.println(json ? event.toString() : EventLine.of(event, Terminal.isFancy()));
    JsonNode link = event.path("created").path("links").path("always");
    if (qr && !drawn && link.isTextual()) {
      QrText.of(link.asText(), Terminal.isFancy()).forEach(System.out::println);
      drawn = true;
      if (patience == null) {
        return Exit.OK;
      }
    }
    return Outcome.of(event, arguments.isCancel());
  }
}
