package dev.countersign.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A running platform. Every method may be called from any thread but the sandbox's own, and any
 * number of sandboxes can run in one JVM.
 */
public final class Sandbox implements AutoCloseable {
  private final Vertx vertx;
  private final World world;
  private final SandboxOptions options;
  private final int port;

  private Sandbox(Vertx vertx, World world, SandboxOptions options, int port) {
    this.vertx = vertx;
    this.world = world;
    this.options = options;
    this.port = port;
  }

  /** Listening when this returns; fails with the reason when the port is taken. */
  public static Sandbox start(SandboxOptions options) {
    WalletKeys.prepare();
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    try {
      World world = new World(vertx, options);
      world.loop.run(world::begin);
      int port = world.loop.await(() -> server(vertx, world, options).listen()).actualPort();
      return new Sandbox(vertx, world, options, port);
    } catch (ScenarioException e) {
      vertx.close().await();
      throw e;
    } catch (CompletionException e) {
      vertx.close().await();
      String where = options.host() + ":" + options.port();
      throw new UncheckedIOException(
          new IOException("The sandbox cannot listen on " + where + ": " + e.getCause(), e));
    }
  }

  private static HttpServer server(Vertx vertx, World world, SandboxOptions options) {
    FrontDoor door = new FrontDoor(world);
    HttpServerOptions http =
        new HttpServerOptions()
            .setHost(options.host())
            .setPort(options.port())
            .setHttp2ClearTextEnabled(false)
            .setTcpNoDelay(true)
            .setAcceptBacklog(4096)
            .setPerFrameWebSocketCompressionSupported(false)
            .setPerMessageWebSocketCompressionSupported(false);
    return vertx.createHttpServer(http).requestHandler(door::handle);
  }

  public int port() {
    return port;
  }

  /** What a client is given as the platform's URL. */
  public URI url() {
    String host = options.host().equals("0.0.0.0") ? "127.0.0.1" : options.host();
    host = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + host + ":" + port);
  }

  /** Somebody with a wallet; made when first named. */
  public SandboxPerson person(String name) {
    world.loop.run(() -> world.person(name));
    return new SandboxPerson(world, name);
  }

  public SandboxApplication addApplication(String name) {
    return world.loop.call(() -> world.addApplication(name).credentials);
  }

  /** A disabled application is answered 403 with code 810. */
  public void disable(String applicationKey, boolean disabled) {
    world.loop.run(() -> world.application(applicationKey).disabled = disabled);
  }

  /** Where an application wants its webhooks; null is nowhere. */
  public void webhookUrl(String applicationKey, @Nullable URI url) {
    @Nullable URI checked = url == null ? null : WebhookTargets.parse(url.toString());
    world.loop.run(() -> world.application(applicationKey).webhookUrl = checked);
  }

  /** Attempts that came to their end since the start or the last reset, oldest first. */
  public List<WebhookAttempt> webhooks() {
    return world.loop.call(world.webhooks::attempts);
  }

  public void change(UnaryOperator<Settings> change) {
    world.loop.run(() -> world.change(change.apply(world.settings)));
  }

  public SandboxFaults faults() {
    return new SandboxFaults(world);
  }

  public SandboxClock clock() {
    return new SandboxClock(world);
  }

  public Limits limits() {
    return world.loop.call(world::limits);
  }

  /** For all applications. */
  public void limit(Limits limits) {
    world.loop.run(() -> world.limit(limits));
  }

  /** For one application, until the next change for all. */
  public void limit(String applicationKey, Limits limits) {
    world.loop.run(() -> world.application(applicationKey).limits = limits);
  }

  /** All payloads there are, oldest first. */
  public List<PayloadSnapshot> payloads() {
    return world.loop.call(
        () -> world.payloads.all().stream().map(p -> PayloadSnapshot.of(world, p)).toList());
  }

  /** The payloads that were created with this identifier, by any application. */
  public List<PayloadSnapshot> payloads(String identifier) {
    return payloads().stream().filter(p -> identifier.equals(p.identifier())).toList();
  }

  public PayloadSnapshot payload(String uuidOrLink) {
    return world.loop.call(() -> PayloadSnapshot.of(world, world.payload(uuidOrLink)));
  }

  /** Every call since the start or the last reset, oldest first. */
  public List<Call> calls() {
    return world.loop.call(world.calls::all);
  }

  /** Open status sockets, silent and idle ones included. */
  public int openSockets() {
    return world.loop.call(world.sockets::count);
  }

  /** Sockets that would be told now if something happened to this payload. */
  public int openSockets(String uuid) {
    return world.loop.call(() -> world.sockets.count(uuid));
  }

  /** Phone pages that are told what happens. */
  public int phonePages() {
    return world.loop.call(world.phoneEvents::count);
  }

  /** Forgets everything but the port. */
  public void reset() {
    world.loop.run(world::reset);
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
