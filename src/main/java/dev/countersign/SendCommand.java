package dev.countersign;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.config.ConfigLoader;
import dev.countersign.config.CountersignConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends one command. */
@Command(
    name = "send",
    description = "Send a command, from an argument, a file or the standard input.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  countersign send --user ada '{\"txjson\":{\"TransactionType\":\"SignIn\"}}'"
    })
final class SendCommand implements Callable<Integer> {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  @Mixin private final Configuration configuration = new Configuration();

  @Parameters(
      arity = "0..1",
      paramLabel = "JSON",
      description = "The command; missing: it is read from --file or the standard input.")
  private @Nullable String command;

  @Option(names = "--file", paramLabel = "FILE", description = "Read the command from a file.")
  private @Nullable Path file;

  @Option(names = "--id", description = "Set the request id (default: a random one).")
  private @Nullable String id;

  @Option(names = "--user", description = "Set the user.")
  private @Nullable String user;

  @Option(names = "--application", description = "Set the application.")
  private @Nullable String application;

  @Option(names = "--cancel", paramLabel = "ID", description = "Cancel this request instead.")
  private @Nullable String cancel;

  @Override
  public Integer call() throws IOException {
    Terminal.quiet();
    ObjectNode body = body();
    set(body, "id", id);
    set(body, "user", user);
    set(body, "application", application);
    if (!body.hasNonNull("id")) {
      body.put("id", UUID.randomUUID().toString());
    }
    String requestId = body.get("id").asText();
    CountersignConfig config = configuration.load(ConfigLoader.Applications.NOT_READ);
    send(config, requestId, JSON.writeValueAsBytes(body));
    System.out.println(requestId);
    return Exit.OK;
  }

  private ObjectNode body() throws IOException {
    if (cancel != null) {
      return JSON.createObjectNode().put("action", "CANCEL").put("id", cancel);
    }
    String text = command;
    if (text == null) {
      try {
        text =
            file == null
                ? new String(System.in.readAllBytes(), UTF_8)
                : Files.readString(file, UTF_8);
      } catch (IOException e) {
        throw new InputException("cannot read the command: " + e);
      }
    }
    try {
      JsonNode tree = JSON.readTree(text);
      if (tree instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw new InputException("the command is not JSON: " + e.getOriginalMessage());
    }
    throw new InputException("the command must be a JSON object");
  }

  private static void set(ObjectNode body, String field, @Nullable String value) {
    if (value != null) {
      body.put(field, value);
    }
  }

  private static void send(CountersignConfig config, String requestId, byte[] value) {
    Map<String, Object> settings = new HashMap<>(config.kafka().producer());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
    settings.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 8_000);
    settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      RecordMetadata written =
          producer
              .send(
                  new ProducerRecord<>(
                      config.topics().commands(), requestId.getBytes(UTF_8), value))
              .get();
      System.err.println("sent to " + written);
    } catch (ExecutionException e) {
      throw new KafkaException(
          "not sent to %s at %s"
              .formatted(config.topics().commands(), config.kafka().bootstrapServers()),
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }
}
