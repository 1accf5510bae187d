package dev.countersign;

import dev.countersign.config.Application;
import dev.countersign.config.ConfigException;
import dev.countersign.config.CountersignConfig;
import dev.countersign.http.Advertised;
import dev.countersign.http.Callers;
import dev.countersign.http.HealthPages;
import dev.countersign.http.HttpEdge;
import dev.countersign.http.MetricsPage;
import dev.countersign.http.RequestPages;
import dev.countersign.http.Route;
import dev.countersign.http.XappSessions;
import dev.countersign.platform.Credentials;
import dev.countersign.platform.Limits;
import dev.countersign.platform.PlatformSettings;
import dev.countersign.platform.XamanPlatform;
import dev.countersign.platform.jwt.HttpDocuments;
import dev.countersign.platform.jwt.JwtApplications;
import dev.countersign.platform.jwt.JwtVerifier;
import dev.countersign.worker.Health;
import dev.countersign.worker.OwnerLog;
import dev.countersign.worker.Worker;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker with its platform client and its HTTP ports, wired together. */
public final class WorkerProcess implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WorkerProcess.class);
  private static final Duration BEFORE_NEXT_TRY = Duration.ofSeconds(2);

  private final CountersignConfig config;
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions()
              // It serves no files, and leaves none behind.
              .setFileSystemOptions(
                  new FileSystemOptions()
                      .setClassPathResolvingEnabled(false)
                      .setFileCachingEnabled(false)));
  private final Worker worker;
  private final JwtVerifier jwts;
  private final XamanPlatform platform;
  private final HttpEdge edge;

  /** Opens the HTTP ports; work begins with {@link #start}. */
  public WorkerProcess(CountersignConfig config) {
    this.config = config;
    new JvmMemoryMetrics().bindTo(metrics);
    new ProcessorMetrics().bindTo(metrics);
    Map<String, Credentials> credentials = new HashMap<>();
    for (Application application : config.applications().values()) {
      credentials.put(
          application.alias(), new Credentials(application.apiKey(), application.apiSecret()));
    }
    PlatformSettings settings =
        new PlatformSettings(
            config.platform().url(),
            credentials,
            new Limits(config.maxInFlight(), config.maxSockets(), config.socketsPerSecond()),
            Math.toIntExact(config.defaultExpire().toMinutes()));
    this.worker = new Worker(config, metrics, InstantSource.system());
    this.jwts = jwts(vertx, config, worker.health());
    this.platform = XamanPlatform.start(vertx, settings, jwts, worker.listener(), metrics);
    this.edge = listen();
  }

  private static JwtVerifier jwts(Vertx vertx, CountersignConfig config, Health health) {
    return new JwtVerifier(
        alias -> {
          Application application = config.applications().get(alias);
          return application == null
              ? null
              : new JwtApplications.Keys(application.apiKey(), List.of(application.apiSecret()));
        },
        config.platform().oauth2Url(),
        new HttpDocuments(vertx),
        trouble -> health.note("OAuth2 provider", trouble));
  }

  private List<Route> routes() {
    Set<String> aliases = config.applications().keySet();
    InstantSource clock = InstantSource.system();
    Callers callers = new Callers(config.http().operatorToken(), jwts, aliases, clock);
    List<Route> routes = new ArrayList<>(new HealthPages(worker.health()).routes());
    routes.add(new MetricsPage(metrics).route());
    routes.add(new RequestPages(vertx, callers, worker.requests()).route());
    routes.add(new XappSessions(aliases, platform::exchange, jwts, clock).route());
    return routes;
  }

  private HttpEdge listen() {
    try {
      return HttpEdge.start(vertx, config.http(), routes())
          .toCompletionStage()
          .toCompletableFuture()
          .get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new ConfigException(List.of(String.valueOf(cause == null ? e : cause.getMessage())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConfigException(List.of("interrupted"));
    }
  }

  public int port() {
    return edge.port();
  }

  /** The second port, if there is one. */
  public OptionalInt publicPort() {
    return edge.publicPort();
  }

  /** Works until told to stop; waits for Kafka for as long as it takes. */
  void run(Stop stop) {
    boolean stopped = false;
    while (!stopped) {
      try {
        start();
        stop.await();
        return;
      } catch (OwnerLog.LogLost e) {
        log.atWarn().addKeyValue("cause", e.getMessage()).log("cannot start yet");
        worker.health().troubled("worker", String.valueOf(e.getMessage()));
        stopped = stop.await(BEFORE_NEXT_TRY);
      }
    }
  }

  /** Creates or checks the topics and begins to work. */
  public void start() {
    worker.start(platform, Advertised.url(config.http(), port()));
  }

  @Override
  public void close() {
    worker.close();
    platform.close(Duration.ZERO);
    try {
      vertx.close().await(1, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      log.atWarn().log("connections were left to the system to close");
    }
  }
}
