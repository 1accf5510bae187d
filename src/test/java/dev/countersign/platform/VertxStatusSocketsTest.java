package dev.countersign.platform;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Status sockets against a real server. */
class VertxStatusSocketsTest implements StatusSockets.Receiver {
  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<ServerWebSocket> accepted = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> closings = new LinkedBlockingQueue<>();
  private HttpServer server;
  private VertxStatusSockets sockets;

  @BeforeEach
  void start() throws Exception {
    server =
        await(
            vertx
                .createHttpServer()
                .webSocketHandler(accepted::add)
                .requestHandler(request -> request.response().setStatusCode(404).end())
                .listen(0, "127.0.0.1"));
    sockets = new VertxStatusSockets(vertx, vertx.getOrCreateContext(), 100);
  }

  @AfterEach
  void stop() throws Exception {
    await(sockets.close());
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, SECONDS);
  }

  @Override
  public void message(String text) {
    messages.add(text);
  }

  @Override
  public void closed(String reason) {
    closings.add(reason);
  }

  private StatusSockets.Connection open() {
    return sockets.open("ws://127.0.0.1:" + server.actualPort() + "/sign/u1", this);
  }

  @Test
  void aMessageArrives() throws Exception {
    open();
    accepted.poll(10, SECONDS).writeTextMessage("{\"opened\":true}");
    assertThat(messages.poll(10, SECONDS)).isEqualTo("{\"opened\":true}");
  }

  @Test
  void whatIsSentAtOnceIsNotLost() throws Exception {
    server.close();
    HttpServer eager =
        await(
            vertx
                .createHttpServer()
                .webSocketHandler(socket -> socket.writeTextMessage("Welcome"))
                .listen(0, "127.0.0.1"));
    for (int i = 0; i < 20; i++) {
      sockets.open("ws://127.0.0.1:" + eager.actualPort() + "/sign/u1", this);
      assertThat(messages.poll(10, SECONDS)).isEqualTo("Welcome");
    }
  }

  @Test
  void aMessageOf64KibInFragmentsArrivesWhole() throws Exception {
    open();
    String part = "x".repeat(20 * 1024);
    ServerWebSocket socket = accepted.poll(10, SECONDS);
    socket.writeFrame(WebSocketFrame.textFrame(part, false));
    socket.writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer(part), false));
    socket.writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer(part), true));
    assertThat(messages.poll(10, SECONDS)).hasSize(60 * 1024);
  }

  @Test
  void aMessageOf64KibInOneFrameArrives() throws Exception {
    open();
    accepted.poll(10, SECONDS).writeFinalTextFrame("x".repeat(64 * 1024));
    assertThat(messages.poll(10, SECONDS)).hasSize(64 * 1024);
  }

  @Test
  void whatIsNotJsonArrivesToo() throws Exception {
    open();
    accepted.poll(10, SECONDS).writeTextMessage("<html>");
    assertThat(messages.poll(10, SECONDS)).isEqualTo("<html>");
  }

  @Test
  void aFarTooLargeMessageClosesTheSocket() throws Exception {
    open();
    accepted.poll(10, SECONDS).writeTextMessage("x".repeat(1024 * 1024));
    assertThat(closings.poll(10, SECONDS)).isNotNull();
  }

  @Test
  void aCloseByThePlatformIsTold() throws Exception {
    open();
    accepted.poll(10, SECONDS).close((short) 1001, "going away");
    assertThat(closings.poll(10, SECONDS)).contains("1001");
  }

  @Test
  void aRefusedHandshakeIsTold() throws Exception {
    server.close();
    HttpServer plain =
        await(
            vertx
                .createHttpServer()
                .requestHandler(request -> request.response().setStatusCode(502).end("<html>"))
                .listen(0, "127.0.0.1"));
    sockets.open("ws://127.0.0.1:" + plain.actualPort() + "/sign/u1", this);
    assertThat(closings.poll(10, SECONDS)).contains("502");
  }

  @Test
  void aRefusedConnectionIsTold() throws Exception {
    sockets.open("ws://127.0.0.1:1/sign/u1", this);
    assertThat(closings.poll(10, SECONDS)).isNotNull();
  }

  @Test
  void ourCloseIsANormalOne() throws Exception {
    StatusSockets.Connection connection = open();
    ServerWebSocket socket = accepted.poll(10, SECONDS);
    BlockingQueue<Short> codes = new LinkedBlockingQueue<>();
    socket.closeHandler(_ -> codes.add(socket.closeStatusCode()));
    connection.close();
    assertThat(codes.poll(10, SECONDS)).isEqualTo((short) 1000);
    assertThat(closings).isEmpty();
  }

  @Test
  void moreSocketsThanTheDefaultPoolStandAtOnce() throws Exception {
    for (int i = 0; i < 80; i++) {
      open();
    }
    for (int i = 0; i < 80; i++) {
      accepted.poll(10, SECONDS).writeTextMessage("Welcome");
      assertThat(messages.poll(10, SECONDS)).isEqualTo("Welcome");
    }
  }
}
