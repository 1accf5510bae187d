package dev.countersign;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * A command as arguments say it: what is given by itself goes over what is in the JSON. Whether it
 * is right is for the worker to say.
 */
final class CommandArguments {
  /** By itself, because every command has these arguments read for its help, and few need JSON. */
  private static final class Json {
    static final JsonMapper MAPPER =
        JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
  }

  enum Priority {
    HIGH,
    NORMAL,
    LOW
  }

  @Parameters(
      arity = "0..1",
      paramLabel = "JSON",
      description = "The command; missing: it is read from --file or the standard input.")
  private @Nullable String command;

  @Option(names = "--file", paramLabel = "FILE", description = "Read the command from a file.")
  private @Nullable Path file;

  @Option(
      names = "--txjson",
      paramLabel = "JSON",
      description = "What to sign, instead of a whole command.")
  private @Nullable String txjson;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "What to sign, by its TransactionType, instead of a whole command.")
  private @Nullable String type;

  @Option(
      names = "--destination",
      paramLabel = "ACCOUNT",
      description = "With --type or --txjson: the Destination.")
  private @Nullable String destination;

  @Option(
      names = "--amount",
      paramLabel = "DROPS",
      description = "With --type or --txjson: the Amount in drops.")
  private @Nullable String amount;

  @Option(names = "--id", description = "Set the request id (default: a random one).")
  private @Nullable String id;

  @Option(names = "--user", description = "Set the user.")
  private @Nullable String user;

  @Option(names = "--application", paramLabel = "ALIAS", description = "Set the application.")
  private @Nullable String application;

  @Option(names = "--priority", description = "Set the priority: ${COMPLETION-CANDIDATES}.")
  private @Nullable Priority priority;

  @Option(names = "--expire", paramLabel = "MINUTES", description = "Set options.expire.")
  private @Nullable Integer expire;

  @Option(
      names = "--not-after",
      paramLabel = "TIME",
      description = "Creation is not begun later: 2030-01-01T00:00:00Z, or 15m from now on.")
  private @Nullable String notAfter;

  @Option(
      names = "--replaces",
      paramLabel = "ID",
      description = "Cancel that request first; this one waits until it cannot be signed any more.")
  private @Nullable String replaces;

  @ArgGroup private @Nullable Delivery delivery;

  /** One of both, or none. */
  static final class Delivery {
    @Option(names = "--push-only", description = "It must reach the phone by push.")
    private boolean pushOnly;

    @Option(names = "--qr-only", description = "It is not pushed.")
    private boolean qrOnly;
  }

  @Option(
      names = "--context",
      paramLabel = "KEY=VALUE",
      description = "Comes back in every event; may be given several times.")
  private Map<String, String> context = new LinkedHashMap<>();

  @Option(
      names = "--token",
      paramLabel = "UUID",
      description = "The user token to push with, instead of the remembered one.")
  private @Nullable String token;

  @Option(names = "--cancel", paramLabel = "ID", description = "Cancel this request instead.")
  private @Nullable String cancel;

  boolean isCancel() {
    return cancel != null;
  }

  /**
   * The command; it has an id.
   *
   * @throws InputException it is no command at all
   */
  ObjectNode build(InputStream stdin, Instant now, Supplier<String> newId) {
    if (cancel != null) {
      ObjectNode body = Json.MAPPER.createObjectNode().put("action", "CANCEL").put("id", cancel);
      set(body, "application", application);
      return body;
    }
    ObjectNode body = template(stdin);
    set(body, "id", id);
    set(body, "user", user);
    set(body, "application", application);
    set(body, "priority", priority == null ? null : priority.name());
    set(body, "user_token", token);
    set(body, "replaces", replaces);
    set(body, "not_after", notAfter == null ? null : moment(notAfter, now));
    if (delivery != null) {
      body.put("delivery", delivery.pushOnly ? "PUSH_ONLY" : "QR_ONLY");
    }
    if (expire != null) {
      member(body, "options").put("expire", expire);
    }
    context.forEach((key, value) -> member(body, "context").put(key, value));
    if (!body.hasNonNull("id")) {
      body.put("id", newId.get());
    }
    return body;
  }

  static byte[] bytes(ObjectNode body) {
    try {
      return Json.MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new InputException("the command cannot be written as JSON: " + e.getOriginalMessage());
    }
  }

  private ObjectNode template(InputStream stdin) {
    if (txjson == null && type == null) {
      if (destination != null || amount != null) {
        throw new InputException("--destination and --amount need --type or --txjson");
      }
      return object("the command", text(stdin));
    }
    if (command != null || file != null) {
      throw new InputException("--type and --txjson take the place of a command; give one of them");
    }
    ObjectNode tx = txjson == null ? Json.MAPPER.createObjectNode() : object("--txjson", txjson);
    set(tx, "TransactionType", type);
    set(tx, "Destination", destination);
    set(tx, "Amount", amount);
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.set("txjson", tx);
    return body;
  }

  private String text(InputStream stdin) {
    if (command != null) {
      return command;
    }
    try {
      return file == null ? new String(stdin.readAllBytes(), UTF_8) : Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new InputException("cannot read the command: " + e);
    }
  }

  private static ObjectNode object(String what, String text) {
    try {
      JsonNode tree = Json.MAPPER.readTree(text);
      if (tree instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw new InputException(what + " is not JSON: " + e.getOriginalMessage());
    }
    throw new InputException(what + " must be a JSON object");
  }

  private static ObjectNode member(ObjectNode body, String name) {
    return body.get(name) instanceof ObjectNode present ? present : body.putObject(name);
  }

  private static String moment(String text, Instant now) {
    try {
      return OffsetDateTime.parse(text).toString();
    } catch (DateTimeException notOne) {
      Duration ahead = new Moment.DurationConverter().convert(text);
      return now.plus(ahead).toString();
    }
  }

  private static void set(ObjectNode body, String field, @Nullable String value) {
    if (value != null) {
      body.put(field, value);
    }
  }
}
