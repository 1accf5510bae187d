package dev.countersign.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.sandbox.Call;
import dev.countersign.sandbox.Effect;
import dev.countersign.sandbox.Fault;
import dev.countersign.sandbox.SandboxApplication;
import dev.countersign.testing.HostileWebhooks;
import dev.countersign.testing.Web;
import dev.countersign.testing.WebhookForge;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CONTRACT §6.8, §8: webhooks, as the packaged worker takes them")
class WebhookIT {
  private static final String KEY = SandboxApplication.DEFAULT.key();
  private static final String SECRET = SandboxApplication.DEFAULT.secret();
  private static final String SHOPS_SECRET = "5a4db0c5-0000-4000-8000-00000000000b";

  @Test
  void hostileOnesAreRefusedAGenuineOneBringsTheNewsAndNoSecretLeaves() {
    try (Deployment deployment = Deployment.create("webhooks");
        Service service = new Service(deployment.config());
        JarProcess worker =
            deployment.startWorker(
                "w",
                Map.of(
                    "LOG_LEVEL", "DEBUG",
                    "COUNTERSIGN_APPLICATIONS_SHOP_API_KEY", "5a4db0c5-0000-4000-8000-00000000000a",
                    "COUNTERSIGN_APPLICATIONS_SHOP_API_SECRET", SHOPS_SECRET),
                _ -> {})) {
      String line = worker.awaitOut("worker: ");
      Web web = new Web(line.substring(line.indexOf("http://")).strip());
      Deployment.awaitRestored(worker);

      List<String> served = hostile(web);
      List<Call> calls = deployment.sandbox().calls();
      String issued = genuine(deployment, service, web);

      served.add(web.get("/metrics").body());
      assertThat(calls).extracting(Call::endpoint).containsOnly("ping");
      List<String> inbox =
          Service.values(deployment.config(), deployment.config().topics().inbox());
      assertThat(inbox).anySatisfy(value -> assertThat(value).contains("token_expires_at"));
      served.addAll(inbox);
      served.add(worker.printed());
      assertThat(served)
          .allSatisfy(
              text ->
                  assertThat(text)
                      .doesNotContain(SECRET, SHOPS_SECRET, WebhookForge.TOKEN, issued));
    }
  }

  private static List<String> hostile(Web web) {
    String body = WebhookForge.body(KEY, WebhookForge.PAYLOAD, "order-42", WebhookForge.CALL);
    List<String> answers = new ArrayList<>();
    for (var hostile : HostileWebhooks.of(body, SECRET, SHOPS_SECRET, Instant.now())) {
      String counter =
          "countersign_webhooks_total{application=\"default\",outcome=\"%s\"}"
              .formatted(hostile.outcome());
      double before = web.metric(counter);
      HttpRequest.Builder post =
          web.request("/webhooks/default").POST(BodyPublishers.ofString(hostile.body(), UTF_8));
      add(post, "x-xumm-payload", hostile.payload());
      add(post, "x-xumm-request-timestamp", hostile.timestamp());
      add(post, "x-xumm-request-signature", hostile.signature());

      var answer = web.send(post);

      assertThat(answer.statusCode()).as(hostile.name()).isEqualTo(401);
      assertThat(web.metric(counter)).as(hostile.name()).isEqualTo(before + 1);
      answers.add(answer.body());
    }
    return answers;
  }

  private static void add(HttpRequest.Builder post, String header, @Nullable String value) {
    if (value != null) {
      post.header(header, value);
    }
  }

  /** Returns the user token that the webhook had. */
  private static String genuine(Deployment deployment, Service service, Web web) {
    deployment.sandbox().change(settings -> settings.withWebhooksToLocalhost(true));
    deployment.sandbox().webhookUrl(KEY, web.url("/webhooks/default"));
    deployment.sandbox().faults().add(Fault.on("socket", new Effect.SilentSockets(false)));
    service.send(DemoStory.BEGINNING);
    String uuid = service.await("ada-1", "CREATED").path("payload_uuid").asText();
    deployment.sandbox().person("ada").sign(uuid);
    JsonNode signed = service.await("ada-1", "SIGNED");
    assertThat(signed.path("observed_via").asText()).isEqualTo("WEBHOOK");
    String token = deployment.sandbox().person("ada").userToken(KEY);
    return token == null ? "" : token;
  }
}
