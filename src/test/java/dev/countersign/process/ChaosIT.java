package dev.countersign.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.promises.Broken;
import dev.countersign.sandbox.Limits;
import dev.countersign.sandbox.PayloadSnapshot;
import dev.countersign.sandbox.Sandbox;
import dev.countersign.sandbox.SandboxApplication;
import dev.countersign.testing.BrokerCluster;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everything at once with nothing simulated: workers that are killed, frozen and replaced, three
 * brokers of which one goes and comes back, a platform that loses answers, people, and commands by
 * the second. Then calm, until every request has ended; then the promises of CONTRACT §6 are
 * checked, the same ones as in the simulation.
 *
 * <p>{@code -Dchaos.minutes=N} makes a long storm (up to 60), {@code -Dchaos.seed=N} chooses what
 * happens and when. Both group protocols have their turn. What the processes printed is in {@code
 * target/chaos}.
 */
class ChaosIT {
  private static final double MINUTES =
      Double.parseDouble(System.getProperty("chaos.minutes", "0"));
  private static final long SEED = Long.getLong("chaos.seed", 20_260_701);
  private static final int WORKERS = 3;
  private static final int FEW_WORKERS = 2;
  private static final int STORIES = 3;
  private static final Limits PLENTY = new Limits(10_000, 40_000);
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration EXPIRY = Duration.ofSeconds(61);

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"consumer", "classic"})
  void everyPromiseIsKeptWhateverHappens(String protocol) throws Exception {
    Path logs = Files.createDirectories(JarProcess.jar().resolveSibling("chaos").resolve(protocol));
    for (File old : Objects.requireNonNull(logs.toFile().listFiles())) {
      Files.delete(old.toPath());
    }
    ChaosPlan plan = ChaosPlan.of(MINUTES, SEED, logs);
    System.out.printf(
        "chaos: group protocol %s, seed %d, a storm of %d s%n",
        protocol, SEED, plan.storm().toSeconds());
    Chronicle chronicle = new Chronicle();
    try (BrokerCluster brokers = BrokerCluster.start(directory, logs);
        Deployment deployment = Deployment.create("chaos", brokers.bootstrapServers())) {
      run(plan, protocol, brokers, deployment, chronicle);
    } finally {
      Files.writeString(logs.resolve("chronicle.log"), chronicle.text());
    }
  }

  private static void run(
      ChaosPlan plan,
      String protocol,
      BrokerCluster brokers,
      Deployment deployment,
      Chronicle chronicle)
      throws Exception {
    Sandbox sandbox = deployment.sandbox();
    SandboxApplication shop = sandbox.addApplication("shop");
    Map<String, String> keys =
        Map.of("default", SandboxApplication.DEFAULT.key(), "shop", shop.key());
    // Plenty, and told: else the fleet learns from a single refusal that there is next to nothing.
    keys.values().forEach(key -> sandbox.limit(key, PLENTY));
    chronicle.add("test", null, "the brokers serve");
    int size = plan.isLong() ? WORKERS : FEW_WORKERS;
    try (ChaosWorkers workers =
            new ChaosWorkers(deployment, protocol, shop, size, plan.logs(), chronicle);
        ChaosCommands commands =
            new ChaosCommands(deployment, topicId(deployment), plan, chronicle);
        ChaosPeople people = new ChaosPeople(sandbox, plan, commands::user, chronicle);
        ChaosStorm storm = new ChaosStorm(workers, brokers, sandbox, plan, chronicle);
        ChaosReckoning reckoning =
            new ChaosReckoning(deployment.config(), sandbox, keys, commands, people, chronicle)) {
      await("workers", workers::isStarted);
      chronicle.add("test", null, "the workers work");
      people.begin();
      commands.begin();
      storm.begin();
      try {
        await("the end of the storm", plan.storm(), storm::isOver);
        storm.calmDown();
        await("the last command", commands::isDone);
        await("the last deed", people::isDone);
        if (!plan.isLong()) {
          letTimePass(sandbox, people, reckoning);
        }
        await("all promises kept", () -> reckoning.broken().isEmpty());
        chronicle.add("test", null, "all promises are kept");
        isReady(workers.replaceByAFreshOne());
        await("all promises kept", () -> reckoning.broken().isEmpty());
        chronicle.add("test", null, "over");
      } catch (ConditionTimeoutException e) {
        throw new AssertionError(told(plan, reckoning), e);
      }
      System.out.printf("chaos: %s%n", reckoning.summary());
      Files.writeString(plan.logs().resolve("slowest.log"), reckoning.slowest());
      assertThat(workers.troubles()).isEmpty();
    }
  }

  private static Uuid topicId(Deployment deployment) throws Exception {
    String topic = deployment.config().topics().commands();
    try (Admin admin = deployment.admin()) {
      var described = admin.describeTopics(List.of(topic)).allTopicNames().get();
      return described.values().iterator().next().topicId();
    }
  }

  /** What nobody opened expires when the platform's clock says so; the workers' does not move. */
  private static void letTimePass(Sandbox sandbox, ChaosPeople people, ChaosReckoning reckoning) {
    await("an answer to every command", () -> isAnswered(reckoning));
    await("what people do about the last payloads", people::isDone);
    people.decideWhatIsOpen();
    await("a socket for each payload", () -> isWatched(sandbox));
    sandbox.clock().advance(EXPIRY);
    await("an end of all requests", () -> isEnded(reckoning));
    people.signSomeThatEnded();
  }

  private static boolean isAnswered(ChaosReckoning reckoning) {
    return reckoning.broken().stream().noneMatch(one -> one.what().contains("is not answered"));
  }

  private static boolean isEnded(ChaosReckoning reckoning) {
    return reckoning.broken().stream().noneMatch(one -> one.what().contains("no terminal event"));
  }

  private static boolean isWatched(Sandbox sandbox) {
    return sandbox.payloads().stream()
        .filter(payload -> !payload.resolved() && !payload.cancelled())
        .map(PayloadSnapshot::uuid)
        .allMatch(uuid -> sandbox.openSockets(uuid) > 0);
  }

  /** What was broken, and the stories of the first requests that it happened to. */
  private static String told(ChaosPlan plan, ChaosReckoning reckoning) throws IOException {
    List<Broken> broken = reckoning.broken();
    Path file = plan.logs().resolve("broken-" + plan.seed() + ".log");
    String stories =
        broken.stream()
            .map(Broken::requestId)
            .distinct()
            .limit(STORIES)
            .map(id -> "--- " + id + "\n" + reckoning.story(id))
            .collect(Collectors.joining("\n"));
    String all =
        "seed %d, %d promises broken%n%s%n%s%n%s%n"
            .formatted(
                plan.seed(),
                broken.size(),
                reckoning.summary(),
                broken.stream().map(Broken::toString).collect(Collectors.joining("\n")),
                stories);
    Files.writeString(file, all);
    return all + "also in " + file + ", beside what the processes printed";
  }

  /** It restores everything that there is from Kafka alone. */
  private static void isReady(JarProcess worker) {
    String line = worker.awaitOut("worker: http://");
    URI ready = URI.create(line.substring(line.indexOf("http://")).strip() + "/health/ready");
    Deployment.awaitRestored(worker);
    try (HttpClient http = HttpClient.newHttpClient()) {
      await("readiness", () -> status(http, ready) == 200);
    }
  }

  private static int status(HttpClient http, URI uri) throws Exception {
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static void await(String what, Callable<Boolean> done) {
    await(what, Duration.ZERO, done);
  }

  private static void await(String what, Duration atLeast, Callable<Boolean> done) {
    Awaitility.await(what)
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(300))
        .atMost(atLeast.plus(PATIENCE))
        .until(done);
  }
}
