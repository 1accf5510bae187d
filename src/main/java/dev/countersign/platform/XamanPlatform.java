package dev.countersign.platform;

import dev.countersign.config.Secret;
import dev.countersign.platform.budget.BudgetLog;
import dev.countersign.platform.budget.Demand;
import dev.countersign.platform.jwt.JwtCheck;
import dev.countersign.request.Action;
import dev.countersign.request.Subject;
import dev.countersign.tracing.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The real platform: the dispatcher on one Vert.x context, over HTTP and WebSocket. */
public final class XamanPlatform implements Platform {
  private static final Logger log = LoggerFactory.getLogger(XamanPlatform.class);

  private final Dispatcher dispatcher;
  private final HttpXamanApi api;
  private final VertxStatusSockets sockets;

  private XamanPlatform(Dispatcher dispatcher, HttpXamanApi api, VertxStatusSockets sockets) {
    this.dispatcher = dispatcher;
    this.api = api;
    this.sockets = sockets;
  }

  /** Starts, and finds out at once which applications can be called. */
  public static XamanPlatform start(
      Vertx vertx,
      PlatformSettings settings,
      JwtCheck jwts,
      BudgetLog fleet,
      PlatformListener listener,
      MeterRegistry meters,
      Tracing tracing) {
    InstantSource clock = InstantSource.system();
    Context context = vertx.getOrCreateContext();
    HttpXamanApi api = new HttpXamanApi(vertx, context, clock, settings);
    VertxStatusSockets sockets =
        new VertxStatusSockets(vertx, context, settings.limits().maxSockets());
    Ports ports =
        new Ports(
            step -> context.runOnContext(_ -> step.run()),
            (delay, task) -> timer(vertx, delay, task),
            new SteadyClock(),
            RandomGenerator.getDefault());
    // The times in a JWT are the world's, which the scheduling's steady clock does not follow.
    JwtCheck wallClock =
        (token, application, _) -> jwts.verify(token, application, clock.instant());
    Dispatcher dispatcher =
        new Dispatcher(
            ports,
            api,
            wallClock,
            sockets,
            settings.url(),
            settings.limits(),
            fleet,
            listener,
            meters,
            tracing);
    dispatcher.probe(settings.keyring().applications());
    return new XamanPlatform(dispatcher, api, sockets);
  }

  /** Finds out whether these applications can be called, after their secrets have changed. */
  public void probe(Collection<String> applications) {
    dispatcher.probe(applications);
  }

  @Override
  public void start(Subject subject, Action action) {
    dispatcher.start(subject, action);
  }

  /** These applications are not to be called, all others are. */
  public void hold(Set<String> paused) {
    dispatcher.hold(paused);
  }

  @Override
  public void demand(String application, Demand demand) {
    dispatcher.demand(application, demand);
  }

  @Override
  public void release(Collection<String> requestIds) {
    dispatcher.release(requestIds);
  }

  /** Exchanges a one-time token of an xApp; the future does not fail. */
  public Future<Exchanged> exchange(String application, Secret oneTimeToken) {
    return dispatcher.exchange(application, oneTimeToken);
  }

  /**
   * Sends nothing more, waits at most {@code grace} for what is under way, then closes everything.
   * Blocks; not for an event loop.
   */
  public void close(Duration grace) {
    boolean drained = await(dispatcher.drain(), grace);
    dispatcher.close();
    await(Future.all(api.close(), sockets.close()), Duration.ofSeconds(1));
    log.atInfo().addKeyValue("drained", drained).log("platform closed");
  }

  private static Timers.Timer timer(Vertx vertx, Duration delay, Runnable task) {
    long id = vertx.setTimer(Math.max(1, delay.toMillis()), _ -> task.run());
    return () -> vertx.cancelTimer(id);
  }

  private static boolean await(Future<?> future, Duration limit) {
    try {
      future.toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
