package dev.countersign.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Questions and answers over one WebSocket, told apart by their ids. A socket on which one question
 * got no answer is taken for dead, and the next question opens another. Confined to one context.
 */
final class SocketLink implements Link {
  private final Vertx vertx;
  private final URI url;
  private final Duration limit;
  private final WebSocketClient client;
  private final Map<Long, Promise<Reply>> asked = new HashMap<>();
  private @Nullable Future<WebSocket> connection;
  private long lastId;

  SocketLink(Vertx vertx, URI url, Duration limit) {
    this.vertx = vertx;
    this.url = url;
    this.limit = limit;
    this.client =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setConnectTimeout((int) limit.toMillis())
                .setClosingTimeout(1)
                .setMaxFrameSize(LARGEST)
                .setMaxMessageSize(LARGEST)
                .setTcpKeepAlive(true));
  }

  @Override
  public Future<Reply> ask(String command, ObjectNode parameters) {
    long id = ++lastId;
    Promise<Reply> promise = Promise.promise();
    asked.put(id, promise);
    Future<WebSocket> used = connection();
    long timer =
        vertx.setTimer(
            limit.toMillis(), _ -> drop(used, "no answer within " + limit.toMillis() + " ms"));
    ObjectNode message = parameters.deepCopy().put("id", id).put("command", command);
    used.onSuccess(socket -> send(used, socket, message));
    return promise.future().onComplete(_ -> vertx.cancelTimer(timer));
  }

  private Future<WebSocket> connection() {
    Future<WebSocket> open = connection;
    if (open != null) {
      return open;
    }
    Promise<WebSocket> promise = Promise.promise();
    Future<WebSocket> opening = promise.future();
    connection = opening;
    client
        .connect(
            new WebSocketConnectOptions()
                .setAbsoluteURI(url.toString())
                .addHeader("user-agent", "countersign")
                .setTimeout(limit.toMillis()))
        .onSuccess(
            socket -> {
              listen(opening, socket);
              promise.complete(socket);
            })
        .onFailure(
            failure -> {
              drop(opening, Link.describe(failure));
              promise.fail(failure);
            });
    return opening;
  }

  private void listen(Future<WebSocket> of, WebSocket socket) {
    if (connection != of) {
      socket.close();
      return;
    }
    socket.textMessageHandler(text -> receive(of, text));
    socket.exceptionHandler(failure -> drop(of, Link.describe(failure)));
    socket.closeHandler(
        _ -> drop(of, "closed with " + socket.closeStatusCode() + " " + socket.closeReason()));
  }

  private void send(Future<WebSocket> of, WebSocket socket, ObjectNode message) {
    if (connection == of && !socket.isClosed()) {
      socket
          .writeTextMessage(message.toString())
          .onFailure(failure -> drop(of, Link.describe(failure)));
    }
  }

  /** Whoever reads one wrong answer cannot trust the next. */
  private void receive(Future<WebSocket> of, String text) {
    ObjectNode message = Json.object(text);
    if (message == null) {
      drop(of, "a message that is no JSON object");
      return;
    }
    JsonNode id = message.path("id");
    Promise<Reply> question = id.isIntegralNumber() ? asked.remove(id.longValue()) : null;
    if (question != null) {
      question.complete(Reply.ofMessage(message));
    }
  }

  /** All that wait on it get no answer; not on a later one. */
  private void drop(Future<WebSocket> of, String reason) {
    if (connection != of) {
      return;
    }
    forget(reason);
    WebSocket socket = of.succeeded() ? of.result() : null;
    if (socket != null && !socket.isClosed()) {
      socket.close();
    }
  }

  private void forget(String reason) {
    connection = null;
    List<Promise<Reply>> waiting = List.copyOf(asked.values());
    asked.clear();
    waiting.forEach(promise -> promise.complete(new Reply.Silence(reason)));
  }

  @Override
  public Future<Void> close() {
    forget("this process closes");
    return client.close();
  }
}
