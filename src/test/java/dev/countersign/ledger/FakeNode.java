package dev.countersign.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** A node with whatever history, manners and connections a test gives it, over both ways. */
final class FakeNode {
  private final Map<String, Function<JsonNode, String>> results = new ConcurrentHashMap<>();
  private final HttpServer server;
  final List<JsonNode> asked = new CopyOnWriteArrayList<>();
  final AtomicInteger connections = new AtomicInteger();
  private volatile BiConsumer<HttpServerRequest, JsonNode> overHttp = this::answer;
  private volatile BiConsumer<ServerWebSocket, JsonNode> overSocket = this::answer;

  FakeNode(Vertx vertx) throws Exception {
    server =
        Rig.await(
            vertx
                .createHttpServer(new HttpServerOptions().setMaxWebSocketMessageSize(1 << 20))
                .connectionHandler(_ -> connections.incrementAndGet())
                .requestHandler(this::receive)
                .listen(0, "127.0.0.1"));
    says("server_info", Bodies.info(0, 3000, "1-3000"));
  }

  FakeNode says(String command, String result) {
    return says(command, _ -> result);
  }

  FakeNode says(String command, Function<JsonNode, String> result) {
    results.put(command, result);
    return this;
  }

  FakeNode overHttp(BiConsumer<HttpServerRequest, JsonNode> behaviour) {
    overHttp = behaviour;
    return this;
  }

  FakeNode overSocket(BiConsumer<ServerWebSocket, JsonNode> behaviour) {
    overSocket = behaviour;
    return this;
  }

  String http() {
    return "http://127.0.0.1:" + server.actualPort() + "/key-of-the-provider";
  }

  String ws() {
    return http().replace("http", "ws");
  }

  List<String> commands() {
    return asked.stream().map(question -> question.path("command").asText()).toList();
  }

  private void receive(HttpServerRequest request) {
    if (request.canUpgradeToWebSocket()) {
      request
          .toWebSocket()
          .onSuccess(
              socket ->
                  socket.textMessageHandler(
                      text -> {
                        JsonNode question = Objects.requireNonNull(Json.object(text));
                        asked.add(question);
                        overSocket.accept(socket, question);
                      }));
      return;
    }
    request
        .body()
        .onSuccess(
            body -> {
              JsonNode call = Objects.requireNonNull(Json.object(body.toString()));
              ObjectNode question = call.path("params").path(0).deepCopy();
              question.set("command", call.path("method"));
              asked.add(question);
              overHttp.accept(request, question);
            });
  }

  private JsonNode result(JsonNode question) {
    String command = question.path("command").asText();
    Function<JsonNode, String> known =
        results.getOrDefault(command, _ -> Bodies.refused("unknownCmd"));
    return Objects.requireNonNull(Json.object(known.apply(question)));
  }

  void answer(HttpServerRequest request, JsonNode question) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("result", result(question));
    request.response().end(answer.toString());
  }

  void answer(ServerWebSocket socket, JsonNode question) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("type", "response");
    answer.set("id", question.path("id"));
    JsonNode result = result(question);
    if (result.has("error")) {
      answer.setAll((ObjectNode) result);
    } else {
      answer.put("status", "success").set("result", result);
    }
    socket.writeTextMessage(answer.toString());
  }
}
