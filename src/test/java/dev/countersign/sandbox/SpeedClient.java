package dev.countersign.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Calls as fast as it can, a number of them at a time. */
final class SpeedClient {
  private static final int AT_A_TIME = 64;
  private static final String BODY =
      """
      {"txjson":{"TransactionType":"Payment","Amount":"1000000",
                 "Destination":"rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY"},
       "options":{"expire":5},"custom_meta":{"instruction":"Pay for your order"}}""";

  private final Vertx vertx;
  private final URI url;
  private final HttpClient http;
  private final WebSocketClient sockets;
  private final AtomicInteger keepalives = new AtomicInteger();
  private final AtomicInteger resolved = new AtomicInteger();
  private final List<String> watched = Collections.synchronizedList(new ArrayList<>());

  SpeedClient(Vertx vertx, URI url) {
    this.vertx = vertx;
    this.url = url;
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions().setTcpNoDelay(true),
            new PoolOptions().setHttp1MaxSize(AT_A_TIME));
    this.sockets =
        vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(100_000));
  }

  String createAndRead(int times) {
    return timed(
        times,
        i ->
            create().compose(uuid -> call(HttpMethod.GET, "/api/v1/platform/payload/" + uuid, "")));
  }

  String openSockets(int times) {
    return timed(times, i -> create().compose(this::watch));
  }

  /** The countdown comes at once and then every fifteen seconds. */
  String awaitFrames(int frames) {
    long begun = System.nanoTime();
    int wanted = keepalives.get() + frames;
    Promise<Void> done = Promise.promise();
    vertx.setPeriodic(
        10,
        timer -> {
          if (keepalives.get() >= wanted && vertx.cancelTimer(timer)) {
            done.complete();
          }
        });
    done.future().await();
    return "%.1f s".formatted((System.nanoTime() - begun) / 1e9);
  }

  String signatures(int times) {
    String spent =
        timed(
            times,
            i ->
                call(
                    HttpMethod.POST,
                    "/sandbox/people/person" + i % 100 + "/sign",
                    "{\"payload\":\"" + watched.get(i) + "\"}"));
    return spent + ", " + resolved.get() + " resolve frames had come by then";
  }

  private Future<String> create() {
    return call(HttpMethod.POST, "/api/v1/platform/payload", BODY)
        .map(answer -> answer.toJsonObject().getString("uuid"));
  }

  private Future<Void> watch(String uuid) {
    watched.add(uuid);
    return sockets
        .connect(url.getPort(), url.getHost(), "/sign/" + uuid)
        .compose(
            socket -> {
              Promise<Void> welcome = Promise.promise();
              socket.textMessageHandler(
                  frame -> {
                    if (frame.contains("expires_in_seconds")) {
                      keepalives.incrementAndGet();
                      welcome.tryComplete();
                    } else if (frame.contains("\"signed\":true")) {
                      resolved.incrementAndGet();
                    }
                  });
              return welcome.future();
            });
  }

  private Future<Buffer> call(HttpMethod method, String path, String body) {
    return http.request(method, url.getPort(), url.getHost(), path)
        .compose(
            request ->
                request
                    .putHeader("Content-Type", "application/json")
                    .putHeader("x-api-key", SandboxApplication.DEFAULT.key())
                    .putHeader("x-api-secret", SandboxApplication.DEFAULT.secret())
                    .send(body))
        .compose(
            response ->
                response.statusCode() == 200
                    ? response.body()
                    : Future.failedFuture(method + " " + path + ": " + response.statusCode()));
  }

  private String timed(int times, IntFunction<Future<?>> work) {
    long begun = System.nanoTime();
    AtomicInteger next = new AtomicInteger();
    Promise<Void> done = Promise.promise();
    // All on one event loop: answers must not arrive before somebody asks for their bodies.
    vertx.runOnContext(
        started -> {
          List<Future<Void>> workers = new ArrayList<>();
          for (int i = 0; i < AT_A_TIME; i++) {
            workers.add(worker(next, times, work));
          }
          Future.all(workers).<Void>mapEmpty().onComplete(done);
        });
    done.future().await();
    double seconds = (System.nanoTime() - begun) / 1e9;
    return "%.1f s, %.0f a second".formatted(seconds, times / seconds);
  }

  private static Future<Void> worker(AtomicInteger next, int times, IntFunction<Future<?>> work) {
    int mine = next.getAndIncrement();
    return mine >= times
        ? Future.succeededFuture()
        : work.apply(mine).compose(done -> worker(next, times, work));
  }
}
