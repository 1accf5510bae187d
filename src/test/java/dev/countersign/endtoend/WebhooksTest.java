package dev.countersign.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.WorkerProcess;
import dev.countersign.request.Outcome;
import dev.countersign.request.RequestState;
import dev.countersign.sandbox.Effect;
import dev.countersign.sandbox.Fault;
import dev.countersign.sandbox.SandboxApplication;
import dev.countersign.testing.Asked;
import dev.countersign.testing.Fleet;
import dev.countersign.testing.Readback;
import dev.countersign.testing.Web;
import dev.countersign.testing.WebhookForge;
import dev.countersign.wire.Partitioner;
import dev.countersign.wire.StateCodec;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("CONTRACT §5, §6.4, §6.5, §8: webhooks")
class WebhooksTest {
  private static final int PARTITIONS = 3;
  private static final String KEY = SandboxApplication.DEFAULT.key();
  private static final String PREVIOUS = "5a4db0c5-0000-4000-8000-0000000000ee";
  private static final String HINTS = "countersign_webhooks_delivered_total{fate=\"hint\"}";

  @RegisterExtension
  static final Fleet fleet =
      Fleet.setup()
          .workers(2)
          .set("countersign.applications.default.api-secret-previous", PREVIOUS)
          .start();

  @BeforeEach
  void thePlatformTellsTheFirstWorker() {
    fleet.sandbox().change(settings -> settings.withWebhooksToLocalhost(true));
    tell(fleet.web());
  }

  private static void tell(Web web) {
    fleet.sandbox().webhookUrl(KEY, web.url("/webhooks/default"));
  }

  /** Not even Welcome: one that comes late makes the worker read, and see the signature first. */
  private static void silenceSockets() {
    fleet.sandbox().faults().add(Fault.on("socket", new Effect.SilentSockets(false)));
  }

  private static String outcome(String outcome) {
    return "countersign_webhooks_total{application=\"default\",outcome=\"" + outcome + "\"}";
  }

  private static List<JsonNode> tokens(String user) {
    return fleet.tokens("default", user).stream().map(Asked::tree).toList();
  }

  private static JsonNode token(String user, String source) {
    return Fleet.until(
        source + " expiry of " + user,
        () ->
            tokens(user).stream()
                .filter(token -> token.path("expires_at_source").asText().equals(source))
                .findFirst()
                .orElse(null));
  }

  // --- it brings the news

  @Test
  void aSignatureThatNoSocketTellsOf() {
    silenceSockets();
    Asked asked = fleet.ask("");

    fleet.person("ada").sign(asked.payload());

    JsonNode signed = asked.awaits("CREATED", "OPENED", "SIGNED");
    assertThat(signed.path("observed_via").asText()).isEqualTo("WEBHOOK");
    assertThat(signed.path("resolution").path("account").asText())
        .isEqualTo(fleet.person("ada").account());
  }

  @Test
  void aRejectionThatNoSocketTellsOf() {
    silenceSockets();
    Asked asked = fleet.ask("");

    fleet.person("ada").reject(asked.payload());

    assertThat(asked.awaits("CREATED", "OPENED", "REJECTED").path("observed_via").asText())
        .isEqualTo("WEBHOOK");
  }

  @Test
  void anyWorkerMayReceiveWhatTheOwnerNeeds() {
    for (WorkerProcess worker : fleet.workers()) {
      Fleet.await("a share").until(() -> fleet.web(worker).metric("countersign_partitions") > 0);
    }
    double before = hints();
    silenceSockets();
    List<Asked> all = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      all.add(fleet.asked(idOf(partition)).send(""));
    }

    all.forEach(asked -> fleet.person("ada").sign(asked.payload()));

    for (Asked asked : all) {
      assertThat(asked.awaits("CREATED", "OPENED", "SIGNED").path("observed_via").asText())
          .isEqualTo("WEBHOOK");
    }
    assertThat(hints()).isEqualTo(before + PARTITIONS);
    Web other = fleet.web(fleet.workers().getLast());
    assertThat(other.metric(HINTS)).as("which reached no HTTP port of its own").isPositive();
    assertThat(other.metric(outcome("written"))).isZero();
  }

  private static double hints() {
    return fleet.workers().stream().mapToDouble(worker -> fleet.web(worker).metric(HINTS)).sum();
  }

  private static String idOf(int partition) {
    String id = fleet.newId();
    while (Partitioner.partition(id, PARTITIONS) != partition) {
      id = fleet.newId();
    }
    return id;
  }

  @Test
  void aDuplicateChangesNothing() {
    silenceSockets();
    fleet.sandbox().faults().add(Fault.duplicateWebhooks());
    String user = fleet.newId();
    double before = hints() + fleet.web().metric(outcome("repeated"));
    Asked asked = fleet.ask("'user':'" + user + "'");

    fleet.person(user).sign(asked.payload());

    asked.awaits("CREATED", "OPENED", "SIGNED");
    Fleet.await("both")
        .until(() -> hints() + fleet.web().metric(outcome("repeated")) == before + 2);
    asked.workedOff();
    assertThat(asked.events()).hasSize(3);
    assertThat(tokens(user)).hasSize(1);
  }

  // --- a signature after the end

  @Test
  void anEndedRequestIsSignedLate() {
    Asked asked = fleet.ask("");
    String uuid = asked.watched();
    List<WorkerProcess> before = fleet.workers();
    before.forEach(fleet::stop);
    forgetAllButTheStub(asked.id());
    fleet.startWorker();
    fleet.startWorker();
    tell(fleet.web());
    Fleet.await("ready")
        .until(
            () ->
                fleet.workers().stream()
                    .allMatch(w -> fleet.web(w).get("/health/ready").statusCode() == 200));
    assertThat(fleet.sandbox().openSockets(uuid)).as("nobody watches it").isZero();

    fleet.person("ada").sign(uuid);

    JsonNode signed = asked.awaits("CREATED", "SIGNED");
    assertThat(signed.path("observed_via").asText()).isEqualTo("WEBHOOK");
    assertThat(signed.path("resolution").path("late").asBoolean()).isTrue();
  }

  /** As it is 15 minutes after it has expired. */
  private static void forgetAllButTheStub(String id) {
    StateCodec codec = new StateCodec();
    try (Readback states = new Readback(fleet.config().kafka(), fleet.topics().state())) {
      RequestState.Open open =
          Fleet.until(
              "the state of " + id,
              () ->
                  states.matching(record -> id.equals(Readback.key(record))).stream()
                      .map(record -> codec.decode(record.value(), _ -> null))
                      .map(decoded -> ((StateCodec.Decoded.Understood) decoded).state())
                      .filter(RequestState.Open.class::isInstance)
                      .map(RequestState.Open.class::cast)
                      .reduce((_, last) -> last)
                      .orElse(null));
      RequestState.Ended ended =
          new RequestState.Ended(
              open.subject(),
              open.sequence(),
              open.payload().uuid(),
              Outcome.EXPIRED,
              Instant.now(),
              true,
              null,
              null,
              null);
      fleet.send(
          new ProducerRecord<>(
              fleet.topics().state(),
              Partitioner.partition(id, PARTITIONS),
              id.getBytes(UTF_8),
              codec.encode(ended)));
    }
  }

  // --- the expiry of the token

  @Test
  void thePlatformsExpiryIsInTheTokensRecord() {
    silenceSockets();
    String user = fleet.newId();
    Asked asked = fleet.ask("'user':'" + user + "'");

    fleet.person(user).sign(asked.payload());

    asked.awaits("CREATED", "OPENED", "SIGNED");
    assertThat(token(user, "PLATFORM").path("payload_uuid").asText()).isEqualTo(asked.payload());
    assertThat(tokens(user)).hasSize(1);
  }

  @Test
  void anEstimateIsReplacedWhenTheWebhookComesAfterTheSignature() {
    fleet.sandbox().faults().add(Fault.delayedWebhooks(Duration.ofMillis(500)));
    String user = fleet.newId();
    Asked asked = fleet.ask("'user':'" + user + "'");

    fleet.person(user).sign(asked.watched());

    JsonNode estimated = token(user, "ESTIMATED");
    JsonNode told = token(user, "PLATFORM");
    assertThat(told.path("user_token")).isEqualTo(estimated.path("user_token"));
    assertThat(told.path("issued_at")).isEqualTo(estimated.path("issued_at"));
    assertThat(told.path("expires_at").asText()).endsWith(".000Z");
    assertThat(asked.awaits("CREATED", "OPENED", "SIGNED").path("observed_via").asText())
        .isNotEqualTo("WEBHOOK");
  }

  // --- others

  @Test
  void aPayloadThatWasForgottenOrNeverKnownIsCounted() {
    String forgotten = "countersign_webhooks_delivered_total{fate=\"forgotten\"}";
    double before = fleet.workers().stream().mapToDouble(w -> fleet.web(w).metric(forgotten)).sum();

    assertThat(post("default", fleet.newId()).statusCode()).isEqualTo(200);

    Fleet.await("counted")
        .until(
            () ->
                fleet.workers().stream().mapToDouble(w -> fleet.web(w).metric(forgotten)).sum()
                    == before + 1);
  }

  @Test
  void anIdentifierThatIsNoRequestIdIsNotOurs() {
    double before = fleet.web().metric(outcome("not_ours"));

    assertThat(post("default", "somebody else's").statusCode()).isEqualTo(200);

    assertThat(fleet.web().metric(outcome("not_ours"))).isEqualTo(before + 1);
  }

  @Test
  void theSecretThatIsBeingReplacedStillCounts() {
    assertThat(post("default", "not ours", PREVIOUS).statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> post(String application, String identifier) {
    return post(application, identifier, SandboxApplication.DEFAULT.secret());
  }

  private static HttpResponse<String> post(String application, String identifier, String secret) {
    String payload = UUID.randomUUID().toString();
    String body = WebhookForge.body(KEY, payload, identifier, UUID.randomUUID().toString());
    Instant now = Instant.now();
    return fleet
        .web()
        .send(
            unsigned(application, payload, body)
                .header("x-xumm-request-timestamp", Long.toString(now.getEpochSecond()))
                .header("x-xumm-request-signature", WebhookForge.sign(secret, now, body)));
  }

  private static HttpRequest.Builder unsigned(String application, String payload, String body) {
    return fleet
        .web()
        .request("/webhooks/" + application)
        .header("x-xumm-payload", payload)
        .POST(BodyPublishers.ofString(body));
  }

  @Test
  void tenThousandForgedOnesCostNothing() {
    Asked asked = fleet.ask("");
    String uuid = asked.watched();
    asked.workedOff();
    String body = WebhookForge.body(KEY, uuid, asked.id(), UUID.randomUUID().toString());
    String now = Long.toString(Instant.now().getEpochSecond());
    int calls = fleet.sandbox().calls().size();
    long inbox = inboxRecords();

    for (int round = 0; round < 100; round++) {
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        answers.add(
            fleet
                .web()
                .begin(
                    unsigned("default", uuid, body)
                        .header("x-xumm-request-timestamp", now)
                        .header(
                            "x-xumm-request-signature",
                            WebhookForge.sign("guess-" + round + i, now, body))));
      }
      answers.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(401));
    }

    assertThat(inboxRecords()).isEqualTo(inbox);
    assertThat(fleet.sandbox().calls()).hasSize(calls);
    assertThat(asked.events()).hasSize(1);
    assertThat(fleet.web().metric(outcome("bad_signature"))).isGreaterThanOrEqualTo(10_000);
  }

  private static long inboxRecords() {
    return fleet.ends(fleet.topics().inbox());
  }
}
