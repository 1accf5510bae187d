package dev.countersign;

import dev.countersign.config.Application;
import dev.countersign.config.ConfigException;
import dev.countersign.config.CountersignConfig;
import dev.countersign.config.LedgerSettings;
import dev.countersign.config.RegistrySettings;
import dev.countersign.http.Advertised;
import dev.countersign.http.Callers;
import dev.countersign.http.Console;
import dev.countersign.http.HealthPages;
import dev.countersign.http.HttpEdge;
import dev.countersign.http.MetricsPage;
import dev.countersign.http.RequestPages;
import dev.countersign.http.Route;
import dev.countersign.http.Vouchers;
import dev.countersign.http.WebhookEdge;
import dev.countersign.http.XappSessions;
import dev.countersign.ledger.LedgerDesk;
import dev.countersign.ledger.LedgerReader;
import dev.countersign.ledger.NetworkNodes;
import dev.countersign.metrics.Metric;
import dev.countersign.platform.Keyring;
import dev.countersign.platform.Limits;
import dev.countersign.platform.PlatformSettings;
import dev.countersign.platform.SteadyClock;
import dev.countersign.platform.XamanPlatform;
import dev.countersign.platform.jwt.HttpDocuments;
import dev.countersign.platform.jwt.JwtVerifier;
import dev.countersign.platform.webhook.WebhookVerifier;
import dev.countersign.registry.RegistryHttp;
import dev.countersign.registry.SchemaRegistry;
import dev.countersign.wire.SchemaUnavailableException;
import dev.countersign.worker.Health;
import dev.countersign.worker.OwnerLog;
import dev.countersign.worker.Worker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker with its platform client and its HTTP ports, wired together. */
public final class WorkerProcess implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WorkerProcess.class);
  private static final Duration BEFORE_NEXT_TRY = Duration.ofSeconds(2);

  /** Longer than that, and what waits for the answer would keep the rest waiting. */
  private static final Duration REGISTRY_ANSWERS = Duration.ofSeconds(3);

  private final CountersignConfig config;
  private final Telemetry telemetry;
  private final ProcessMeters meters = new ProcessMeters();
  private final PrometheusMeterRegistry metrics = meters.registry();
  private final Vertx vertx =
      meters.measured(
          new VertxOptions()
              // It serves no files, and leaves none behind.
              .setFileSystemOptions(
                  new FileSystemOptions()
                      .setClassPathResolvingEnabled(false)
                      .setFileCachingEnabled(false)));
  private final Worker worker;
  private final @Nullable SchemaRegistry registry;
  private final JwtVerifier jwts;
  private final XamanPlatform platform;
  private final LedgerDesk ledgers;
  private final HttpEdge edge;
  private @Nullable Console console;

  /** Its applications' secrets stay as they are. */
  public WorkerProcess(CountersignConfig config) {
    this(config, config::applications);
  }

  /**
   * Opens the HTTP ports; work begins with {@link #start}.
   *
   * @param applications reads anew what is configured
   */
  public WorkerProcess(CountersignConfig config, Supplier<Map<String, Application>> applications) {
    this.config = config;
    this.telemetry = Telemetry.of(System.getenv(), config.workerId());
    Keyring keyring = new Keyring(CredentialsWatch.credentials(config.applications()));
    PlatformSettings settings =
        new PlatformSettings(
            config.platform().url(),
            keyring,
            new Limits(config.maxInFlight(), config.maxSockets(), config.socketsPerSecond()),
            Math.toIntExact(config.defaultExpire().toMinutes()),
            config.ledger().lastLedgerOffset());
    this.worker = new Worker(config, metrics, telemetry.tracing(), InstantSource.system());
    Metric.READY.gauge(metrics, () -> worker.health().ready().isUp() ? 1 : 0);
    this.registry = registry(config, vertx, metrics, worker.health());
    this.jwts =
        new JwtVerifier(
            keyring,
            config.platform().oauth2(),
            new HttpDocuments(vertx),
            trouble -> worker.health().note("OAuth2 provider", trouble));
    this.platform =
        XamanPlatform.start(
            vertx,
            settings,
            jwts,
            worker.budgetLog(),
            worker.listener(),
            metrics,
            telemetry.tracing());
    platform.hold(paused(config.applications()));
    this.ledgers = ledgers(config.ledger(), vertx, metrics, worker);
    this.edge = listen(keyring);
    new CredentialsWatch(applications, keyring, platform::probe, this::hold).begin(vertx);
  }

  private void hold(Map<String, Application> applications) {
    platform.hold(paused(applications));
  }

  private static Set<String> paused(Map<String, Application> applications) {
    return applications.values().stream()
        .filter(Application::paused)
        .map(Application::alias)
        .collect(Collectors.toSet());
  }

  private HttpEdge listen(Keyring keyring) {
    try {
      return HttpEdge.start(vertx, config.http(), routes(keyring))
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

  private List<Route> routes(Keyring keyring) {
    InstantSource clock = InstantSource.system();
    Set<String> aliases = config.applications().keySet();
    Callers callers = new Callers(config.http().operatorToken(), jwts, aliases, clock);
    WebhookVerifier webhooks = new WebhookVerifier(keyring, clock);
    List<Route> routes = new ArrayList<>(new HealthPages(worker.health()).routes());
    routes.add(new MetricsPage(metrics).route());
    Vouchers vouchers =
        new Vouchers(worker.requests().fleet(), config.http().operatorToken(), keyring, clock);
    RequestPages requests = new RequestPages(vertx, callers, vouchers, worker.requests());
    routes.add(requests.route());
    routes.add(new XappSessions(vertx, aliases, platform::exchange, jwts, clock).route());
    routes.add(new WebhookEdge(vertx, webhooks, worker.webhooks(), metrics).route());
    routes.addAll(console(callers, vouchers, requests).routes());
    return routes;
  }

  private Console console(Callers callers, Vouchers vouchers, RequestPages requests) {
    String version = Version.number();
    Console.Self self =
        new Console.Self(
            config.groupId() + '-' + config.workerId(),
            version == null ? "(not packaged)" : version,
            InstantSource.system().instant());
    Console made =
        new Console(
            vertx,
            self,
            config.applications().keySet(),
            callers,
            vouchers,
            requests,
            worker,
            metrics);
    console = made;
    return made;
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
      } catch (OwnerLog.LogLost | SchemaUnavailableException e) {
        log.atWarn().addKeyValue("cause", e.getMessage()).log("cannot start yet");
        worker.health().troubled("worker", String.valueOf(e.getMessage()));
        stopped = stop.await(BEFORE_NEXT_TRY);
      }
    }
  }

  /** Creates or checks the topics and begins to work. */
  public void start() {
    worker.start(
        platform,
        ledgers,
        Advertised.url(config.http(), port()),
        new PublicSchemas(config.topics()).encodings(config.format(), registry));
  }

  private static @Nullable SchemaRegistry registry(
      CountersignConfig config, Vertx vertx, MeterRegistry meters, Health health) {
    RegistrySettings settings = config.registry();
    if (settings == null) {
      return null;
    }
    AtomicInteger unavailable = new AtomicInteger();
    Metric.REGISTRY_UNAVAILABLE.gauge(meters, unavailable::get);
    return new SchemaRegistry(
        new RegistryHttp(
            vertx,
            settings,
            REGISTRY_ANSWERS,
            trouble -> {
              unavailable.set(trouble == null ? 0 : 1);
              health.note("schema registry", trouble);
            }));
  }

  private static LedgerDesk ledgers(
      LedgerSettings settings, Vertx vertx, MeterRegistry meters, Worker worker) {
    Context context = vertx.getOrCreateContext();
    LedgerReader reader =
        new LedgerReader(
            vertx,
            context,
            new SteadyClock(),
            RandomGenerator.getDefault(),
            settings.networks().entrySet().stream()
                .map(
                    entry ->
                        new NetworkNodes(
                            entry.getKey(), entry.getValue().id(), entry.getValue().urls()))
                .toList());
    return new LedgerDesk(
        vertx,
        context,
        reader,
        settings.networks().keySet(),
        worker.listener()::signal,
        (network, trouble) -> worker.health().note("ledger of " + network, trouble),
        meters);
  }

  @Override
  public void close() {
    if (console != null) {
      console.close();
    }
    worker.close();
    platform.close(Duration.ZERO);
    ledgers.close();
    telemetry.close();
    try {
      vertx.close().await(1, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      log.atWarn().log("connections were left to the system to close");
    }
    meters.close();
  }
}
