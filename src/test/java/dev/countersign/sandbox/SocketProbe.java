package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A client that watches one payload and keeps what it is told. */
final class SocketProbe implements WebSocket.Listener, AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  static final int UNCLEAN = -1;
  private static final int PATIENCE = 10;

  private final LinkedBlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder partial = new StringBuilder();
  private final AtomicInteger fragments = new AtomicInteger();
  private @Nullable WebSocket socket;

  static SocketProbe connect(URI sandbox, String uuid) {
    return connectTo(sandbox, "/sign/" + uuid);
  }

  static SocketProbe connectTo(URI sandbox, String path) {
    SocketProbe probe = new SocketProbe();
    URI url = URI.create(sandbox.toString().replace("http", "ws") + path);
    probe.socket = HTTP.newWebSocketBuilder().buildAsync(url, probe).join();
    return probe;
  }

  /** Which of the subprotocols the server chooses; empty: none. */
  static String subprotocol(URI sandbox, String uuid, String offered) {
    URI url = URI.create(sandbox.toString().replace("http", "ws") + "/sign/" + uuid);
    try (SocketProbe probe = new SocketProbe()) {
      WebSocket open =
          HTTP.newWebSocketBuilder().subprotocols(offered).buildAsync(url, probe).join();
      probe.socket = open;
      return open.getSubprotocol();
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    fragments.incrementAndGet();
    if (last) {
      messages.add(partial.toString());
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.complete(UNCLEAN);
  }

  String next() {
    try {
      String message = messages.poll(PATIENCE, TimeUnit.SECONDS);
      assertThat(message).as("a frame within %s s", PATIENCE).isNotNull();
      return message;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  List<String> next(int count) {
    List<String> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      frames.add(next());
    }
    return frames;
  }

  /**
   * Says something and returns what came before the reply: the server writes in order, so nothing
   * else is under way.
   */
  List<String> untilReply() {
    socket().sendText("{\"ping\":true}", true).join();
    List<String> before = new ArrayList<>();
    for (String frame = next(); !frame.contains("Right back at you!"); frame = next()) {
      before.add(frame);
    }
    return before;
  }

  void say(String text) {
    socket().sendText(text, true).join();
  }

  void sayBytes(byte... bytes) {
    socket().sendBinary(ByteBuffer.wrap(bytes), true).join();
  }

  /** Neither a message nor an end so far. */
  boolean silent() {
    return messages.isEmpty() && !closed.isDone();
  }

  int fragments() {
    return fragments.get();
  }

  /** The server's close code, or {@link #UNCLEAN} when the connection broke. */
  int closeCode() {
    return closed.orTimeout(PATIENCE, TimeUnit.SECONDS).join();
  }

  private WebSocket socket() {
    WebSocket open = socket;
    if (open == null) {
      throw new IllegalStateException("Not connected yet");
    }
    return open;
  }

  @Override
  public void close() {
    socket().abort();
  }
}
