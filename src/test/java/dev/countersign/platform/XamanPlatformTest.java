package dev.countersign.platform;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.config.Secret;
import dev.countersign.platform.budget.Backlog;
import dev.countersign.platform.budget.Claim;
import dev.countersign.platform.budget.Demand;
import dev.countersign.platform.budget.Outlook;
import dev.countersign.platform.budget.Rank;
import dev.countersign.platform.jwt.JwtVerdict;
import dev.countersign.request.Action;
import dev.countersign.request.Links;
import dev.countersign.request.Payload;
import dev.countersign.request.Signal;
import dev.countersign.request.Via;
import dev.countersign.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole client, as the worker starts it, against a real server. */
class XamanPlatformTest implements PlatformListener {
  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<Integer> permits = new LinkedBlockingQueue<>();
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final BlockingQueue<Gate> gates = new LinkedBlockingQueue<>();
  private final BlockingQueue<ServerWebSocket> sockets = new LinkedBlockingQueue<>();
  private volatile boolean accepting = true;
  private HttpServer server;
  private XamanPlatform platform;

  @BeforeEach
  void start() throws Exception {
    server =
        await(
            vertx
                .createHttpServer()
                .requestHandler(this::answer)
                .webSocketHandler(
                    socket -> {
                      socket.writeTextMessage("{\"message\":\"Welcome u1\"}");
                      sockets.add(socket);
                    })
                .listen(0, "127.0.0.1"));
    platform = platform();
  }

  @AfterEach
  void stop() throws Exception {
    platform.close(Duration.ofSeconds(5));
    await(vertx.close());
  }

  private XamanPlatform platform() {
    return XamanPlatform.start(
        vertx,
        new PlatformSettings(
            URI.create("http://127.0.0.1:" + server.actualPort()),
            new Keyring(Map.of("default", new Credentials("key", Secret.of("secret"), null))),
            new Limits(8, 8, 200),
            1440,
            null),
        (_, _, _) -> Future.succeededFuture(new JwtVerdict.Undecided("nobody signs in here")),
        new Loopback(),
        this,
        new SimpleMeterRegistry(),
        Tracing.off());
  }

  private void answer(HttpServerRequest request) {
    if (!accepting) {
      request.response().setStatusCode(403).end("{\"error\":{\"reference\":\"r\",\"code\":813}}");
    } else if (request.path().endsWith("/ping")) {
      request.response().end("{\"pong\":true}");
    } else if (request.path().endsWith("/payload")) {
      request.response().end("{\"uuid\":\"u1\",\"pushed\":false}");
    } else {
      request.response().end("{\"meta\":{\"uuid\":\"u1\",\"signed\":true,\"resolved\":true}}");
    }
  }

  @Override
  public void permits(String application, int creates) {
    permits.add(creates);
  }

  @Override
  public void outlook(String application, @Nullable Outlook outlook) {}

  @Override
  public void signal(String requestId, Signal signal) {
    signals.add(signal);
  }

  @Override
  public void gate(String application, Gate gate) {
    gates.add(gate);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, SECONDS);
  }

  /** On a slow machine the socket stands so late that a frame may have been missed. */
  private Signal withoutGap() throws InterruptedException {
    Signal signal = signals.poll(10, SECONDS);
    return new Signal.Hinted(Signal.Hint.GAP).equals(signal) ? signals.poll(10, SECONDS) : signal;
  }

  private static Action.Watch watch() {
    Links links = new Links(null, null, null, null, List.of(), null);
    return new Action.Watch(new Payload("u1", links, Instant.MAX, null, null), false, true);
  }

  @Test
  void credentialsAreKnownToBeGoodSoonAfterStart() throws Exception {
    assertThat(gates.poll(10, SECONDS)).isEqualTo(new Gate.Open());
  }

  @Test
  void credentialsThatAreMendedOpenTheGate() throws Exception {
    assertThat(gates.poll(10, SECONDS)).isEqualTo(new Gate.Open());
    accepting = false;
    platform.start(Rig.subject("a"), new Action.Read(Rig.made("u1"), Via.TIMER));
    assertThat(gates.poll(10, SECONDS)).isInstanceOf(Gate.Closed.class);
    accepting = true;
    assertThat(gates.poll(10, SECONDS)).isEqualTo(new Gate.Open());
  }

  @Test
  void aPayloadIsCreatedWatchedAndRead() throws Exception {
    Claim claim = Claim.of(Rank.CREATE_NORMAL, 0, 1);
    platform.demand("default", new Demand(List.of(claim), new Backlog(0, 1, 0), 0, 0));
    assertThat(permits.poll(10, SECONDS)).isEqualTo(1);
    platform.start(Rig.subject("a"), Rig.create("a"));
    assertThat(signals.poll(10, SECONDS)).isInstanceOf(Signal.Created.class);
    platform.start(Rig.subject("a"), watch());
    sockets.poll(10, SECONDS).writeTextMessage("{\"payload_uuidv4\":\"u1\",\"signed\":true}");
    assertThat(withoutGap()).isEqualTo(new Signal.Hinted(Signal.Hint.RESOLVED));
    platform.start(Rig.subject("a"), new Action.Read(Rig.made("u1"), Via.WEBSOCKET));
    assertThat(signals.poll(10, SECONDS))
        .isInstanceOfSatisfying(
            Signal.PayloadRead.class, read -> assertThat(read.view().signed()).isTrue());
  }

  @Test
  void aDroppedSocketIsReplaced() throws Exception {
    platform.start(Rig.subject("a"), watch());
    sockets.poll(10, SECONDS).close();
    assertThat(sockets.poll(10, SECONDS)).isNotNull();
    assertThat(signals.poll(10, SECONDS)).isEqualTo(new Signal.Hinted(Signal.Hint.GAP));
  }
}
