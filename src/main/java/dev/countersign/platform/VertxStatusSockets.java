package dev.countersign.platform;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Duration;

/**
 * Status sockets over Vert.x. The client is held here: one that is collected closes its sockets.
 */
final class VertxStatusSockets implements StatusSockets {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(10);

  /** Frames of 64 KiB have been promised; twice that is still no burden. */
  private static final int FRAME_LIMIT = 128 * 1024;

  private static final short NORMAL = 1000;

  private final Context context;
  private final WebSocketClient client;

  VertxStatusSockets(Vertx vertx, Context context, int maxSockets) {
    this.context = context;
    this.client =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                // The default is 50 to one endpoint. Sockets being closed count for a while.
                .setMaxConnections(maxSockets + maxSockets / 4 + 16)
                .setMaxFrameSize(FRAME_LIMIT)
                .setMaxMessageSize(2 * FRAME_LIMIT)
                .setConnectTimeout((int) CONNECT_LIMIT.toMillis())
                .setTcpKeepAlive(true));
  }

  @Override
  public Connection open(String url, Receiver receiver) {
    Socket socket = new Socket(client.webSocket(), receiver);
    context.runOnContext(_ -> socket.connect(url));
    return () -> context.runOnContext(_ -> socket.close());
  }

  Future<Void> close() {
    return client.close();
  }

  /** Confined to the context. */
  private static final class Socket {
    private final ClientWebSocket socket;
    private final Receiver receiver;
    private boolean connected;
    private boolean over;

    Socket(ClientWebSocket socket, Receiver receiver) {
      this.socket = socket;
      this.receiver = receiver;
    }

    void connect(String url) {
      if (over) {
        return;
      }
      socket.textMessageHandler(this::message);
      socket.binaryMessageHandler(bytes -> message(bytes.toString()));
      socket.exceptionHandler(failure -> end(failure.toString()));
      socket.closeHandler(
          _ -> end("closed with " + socket.closeStatusCode() + " " + socket.closeReason()));
      socket
          .connect(
              new WebSocketConnectOptions()
                  .setAbsoluteURI(url)
                  .setTimeout(HANDSHAKE_LIMIT.toMillis()))
          .onSuccess(_ -> established())
          .onFailure(failure -> end(failure.toString()));
    }

    private void established() {
      connected = true;
      if (over) {
        socket.close(NORMAL);
      }
    }

    private void message(String text) {
      if (!over) {
        receiver.message(text);
      }
    }

    private void end(String reason) {
      if (over) {
        return;
      }
      close();
      receiver.closed(reason);
    }

    void close() {
      over = true;
      if (connected && !socket.isClosed()) {
        socket.close(NORMAL);
      }
    }
  }
}
