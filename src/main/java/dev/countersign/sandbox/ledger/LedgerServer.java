package dev.countersign.sandbox.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Handler;
import io.vertx.core.http.ServerWebSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server for one ledger: JSON-RPC and WebSocket. */
public final class LedgerServer {
  private static final Logger log = LoggerFactory.getLogger(LedgerServer.class);
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Ledger ledger;
  private final Commands commands;
  private final Streams streams;
  private final Map<Subscription, Runnable> open = new LinkedHashMap<>();

  public LedgerServer(Ledger ledger) {
    this.ledger = ledger;
    this.commands = new Commands(ledger);
    this.streams = new Streams(ledger);
  }

  public Ledger ledger() {
    return ledger;
  }

  /** One answer of JSON-RPC; what it says about the call is in its body, the status is of HTTP. */
  public record Reply(int status, String body, boolean json) {}

  public Reply call(String body) {
    JsonNode request;
    try {
      request = MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      return new Reply(400, "Unable to parse request: " + e.getOriginalMessage(), false);
    }
    if (!request.path("method").isTextual()) {
      return new Reply(400, "Null method", false);
    }
    JsonNode given = request.path("params").path(0);
    JsonNode parameters = given.isObject() ? given : JsonNodeFactory.instance.objectNode();
    String method = request.path("method").textValue();
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    try {
      answer.set("result", commands.run(method, parameters).put("status", "success"));
    } catch (RuntimeException e) {
      ObjectNode error = refusal(e).json();
      error.set("request", parameters.<ObjectNode>deepCopy().put("command", method));
      answer.set("result", error.put("status", "error"));
    }
    if (request.has("id")) {
      answer.set("id", request.path("id"));
    }
    return new Reply(200, text(answer), true);
  }

  /** What breaks the connection off is kept for {@link #dropAll}. */
  public void serve(ServerWebSocket socket, Runnable sever) {
    Subscription subscription = new Subscription();
    open.put(subscription, sever);
    Handler<String> ask =
        message -> write(socket, LedgerServer.text(answer(socket, subscription, message)));
    socket.textMessageHandler(ask);
    socket.binaryMessageHandler(message -> ask.handle(message.toString(UTF_8)));
    socket.closeHandler(
        closed -> {
          open.remove(subscription);
          streams.remove(subscription);
        });
  }

  /** As a broken network does it. */
  public void dropAll() {
    List.copyOf(open.values()).forEach(Runnable::run);
  }

  private ObjectNode answer(ServerWebSocket socket, Subscription subscription, String message) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    if (!(parsed(message) instanceof ObjectNode request)) {
      return answer.put("type", "error").put("error", "jsonInvalid").put("value", message);
    }
    for (String echoed : new String[] {"id", "api_version"}) {
      if (request.has(echoed)) {
        answer.set(echoed, request.path(echoed));
      }
    }
    answer.put("type", "response");
    String command = request.path("command").asText(request.path("method").asText());
    if (command.isEmpty()) {
      answer.put("status", "error").put("error", "missingCommand");
      return answer.set("request", request);
    }
    try {
      answer.set("result", run(socket, subscription, command, request));
      return answer.put("status", "success");
    } catch (RuntimeException e) {
      answer.put("status", "error").setAll(refusal(e).json());
      answer.set("request", request);
      return answer;
    }
  }

  /** Whoever calls gets an answer, also to what this server does not expect. */
  private static LedgerError refusal(RuntimeException e) {
    if (e instanceof LedgerError refused) {
      return refused;
    }
    log.error("A ledger command failed", e);
    return LedgerError.internal();
  }

  private ObjectNode run(
      ServerWebSocket socket, Subscription subscription, String command, ObjectNode request) {
    switch (command) {
      case "subscribe" -> {
        subscription.add(request);
        streams.put(subscription, message -> write(socket, text(message)));
        return subscription.toLedgers()
            ? LedgerJson.summary(ledger, ledger.validatedIndex())
            : JsonNodeFactory.instance.objectNode();
      }
      case "unsubscribe" -> {
        subscription.remove(request);
        if (subscription.idle()) {
          streams.remove(subscription);
        }
        return JsonNodeFactory.instance.objectNode();
      }
      default -> {
        return commands.run(command, request);
      }
    }
  }

  private static JsonNode parsed(String message) {
    try {
      return MAPPER.readTree(message);
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.missingNode();
    }
  }

  private static void write(ServerWebSocket socket, String text) {
    if (!socket.isClosed()) {
      socket.writeTextMessage(text);
    }
  }

  private static String text(JsonNode node) {
    return node.toString();
  }
}
