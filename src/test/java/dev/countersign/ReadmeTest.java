package dev.countersign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.config.ConfigKey;
import dev.countersign.metrics.Metric;
import dev.countersign.request.Event;
import dev.countersign.request.Lifecycle;
import dev.countersign.request.Links;
import dev.countersign.request.Networks;
import dev.countersign.request.Settings;
import dev.countersign.request.Signal;
import dev.countersign.request.Step;
import dev.countersign.request.Trace;
import dev.countersign.request.UserToken;
import dev.countersign.wire.CommandDecoder;
import dev.countersign.wire.EventCodec;
import dev.countersign.wire.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README shows is what the code does. */
class ReadmeTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String readme = Files.readString(Path.of("README.md"));

  ReadmeTest() throws IOException {}

  @Test
  void theCommandIsAccepted() {
    assertThat(command()).isInstanceOf(Signal.CreateReceived.class);
  }

  @Test
  void theEventIsWhatTheCommandLeadsTo() throws IOException {
    JsonNode shown = JSON.readTree(block("event"));
    Event created = created(shown);

    JsonNode published = JSON.readTree(new EventCodec(Format.JSON).encode(created));

    assertThat(withoutId(published)).isEqualTo(withoutId(shown));
  }

  @Test
  void theConfigurationTableIsTheCodes() {
    assertThat(readme).contains("<!-- configuration -->\n" + ConfigKey.markdownTable());
  }

  /** {@code mvn test -Dtest=ReadmeTest -Dreadme.write} writes it anew. */
  @Test
  void theMetricsTableIsTheCodes() throws IOException {
    String table = Metric.markdownTable().strip();
    Matcher shown =
        Pattern.compile("(?<=<!-- metrics -->\n).*?(?=\n\n)", Pattern.DOTALL).matcher(readme);
    assertThat(shown.find()).isTrue();
    if (System.getProperty("readme.write") != null) {
      Files.writeString(Path.of("README.md"), shown.replaceFirst(Matcher.quoteReplacement(table)));
      return;
    }

    assertThat(shown.group())
        .as("out of date: mvn test -Dtest=ReadmeTest -Dreadme.write makes it anew")
        .isEqualTo(table);
  }

  private Signal.CreateReceived command() {
    Signal signal =
        new CommandDecoder(Set.of("default"))
            .decode(
                "order-1042",
                block("command").getBytes(UTF_8),
                null,
                Instant.EPOCH,
                Trace.NONE,
                false);
    return (Signal.CreateReceived) signal;
  }

  /** The first event of the command, at the time and with the payload that the README shows. */
  private Event created(JsonNode shown) {
    Instant now = Instant.parse(shown.path("observed_at").asText());
    String uuid = shown.path("payload_uuid").asText();
    String origin = "https://xumm.app/sign/" + uuid;
    Lifecycle lifecycle =
        new Lifecycle(
            new Settings(
                1440,
                Duration.ofHours(24),
                Duration.ofDays(365_000),
                Duration.ofMinutes(15),
                Duration.ofSeconds(10),
                Networks.NONE,
                Duration.ofHours(24)));
    Step queued = lifecycle.apply(Lifecycle.unknown(), command(), now);
    Step creating =
        lifecycle.apply(queued.next(), new Signal.Permitted(new UserToken("token"), Map.of()), now);
    Links links =
        new Links(
            origin,
            origin + "/qr",
            origin + "_q.png",
            origin + "_q.json",
            List.of("m", "q", "h"),
            origin.replace("https", "wss"));
    return lifecycle
        .apply(creating.next(), new Signal.Created(uuid, links, true), now)
        .events()
        .getFirst();
  }

  private static JsonNode withoutId(JsonNode event) {
    return ((com.fasterxml.jackson.databind.node.ObjectNode) event.deepCopy()).without("event_id");
  }

  private String block(String name) {
    Matcher block =
        Pattern.compile("<!-- " + name + " -->\\s*```json\n(.*?)```", Pattern.DOTALL)
            .matcher(readme);
    assertThat(block.find()).as("README has a block <!-- " + name + " -->").isTrue();
    return block.group(1);
  }
}
