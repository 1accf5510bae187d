package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An application's HTTP server that takes webhooks. */
final class WebhookReceiver implements AutoCloseable {
  private static final int PATIENCE = 5;

  record Hook(String method, Headers headers, byte[] body) {
    JsonNode json() {
      return Json.parse(text());
    }

    String text() {
      return new String(body, UTF_8);
    }

    String header(String name) {
      String value = headers.getFirst(name);
      return value == null ? "" : value;
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final LinkedBlockingQueue<Hook> hooks = new LinkedBlockingQueue<>();
  private final AtomicInteger seen = new AtomicInteger();
  private final CountDownLatch awake = new CountDownLatch(1);
  private volatile int status = 200;
  private volatile boolean silent;

  WebhookReceiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    seen.incrementAndGet();
    hooks.add(new Hook(exchange.getRequestMethod(), exchange.getRequestHeaders(), body));
    if (silent) {
      try {
        awake.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port() + "/hook");
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Where nobody listens. */
  static URI nowhere() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + free.getLocalPort() + "/hook");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void answering(int newStatus) {
    status = newStatus;
  }

  /** Takes requests and does not answer until it is closed. */
  void silent() {
    silent = true;
  }

  Hook next() {
    try {
      Hook hook = hooks.poll(PATIENCE, TimeUnit.SECONDS);
      assertThat(hook).as("a webhook within %s s", PATIENCE).isNotNull();
      return hook;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  int seen() {
    return seen.get();
  }

  @Override
  public void close() {
    awake.countDown();
    server.stop(0);
    threads.close();
  }
}
