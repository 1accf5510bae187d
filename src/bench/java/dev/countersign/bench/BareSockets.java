package dev.countersign.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.UUID;
import java.util.stream.IntStream;

/** Holds sockets to the platform and does nothing with what they say. */
final class BareSockets {
  private static final int AT_ONCE = 100;

  private BareSockets() {}

  /** Argument: the platform's port. Each line on standard input is how many more to open. */
  public static void main(String... arguments) {
    Vertx vertx = Vertx.vertx();
    WebSocketClient client =
        vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(20_000));
    List<WebSocket> sockets = new ArrayList<>();
    long[] heard = {0};
    Scanner orders = new Scanner(System.in);
    while (orders.hasNextInt()) {
      int more = orders.nextInt();
      for (int i = 0; i < more; i += AT_ONCE) {
        var connecting =
            IntStream.range(i, Math.min(more, i + AT_ONCE))
                .mapToObj(
                    _ ->
                        client.connect(
                            Integer.parseInt(arguments[0]),
                            "127.0.0.1",
                            "/sign/" + UUID.randomUUID()))
                .toList();
        for (var one : connecting) {
          WebSocket socket = one.await();
          socket.textMessageHandler(text -> heard[0] += text.length());
          sockets.add(socket);
        }
      }
      System.out.println("open " + sockets.size());
    }
    System.exit(0);
  }
}
