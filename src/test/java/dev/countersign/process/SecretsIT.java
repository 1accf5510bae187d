package dev.countersign.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.sandbox.SandboxApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Secrets stay in (CONTRACT §6.8), also at DEBUG and also when something goes wrong. */
class SecretsIT {
  private static final String USER_TOKEN = "5ec2e7aa-0000-4000-8000-00000000abcd";
  private static final Map<String, String> WORDY = Map.of("LOG_LEVEL", "DEBUG");

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void noSecretIsPrintedOrServedWhileEverythingGoesWrong() throws Exception {
    try (Deployment deployment = Deployment.create("secrets");
        Service service = new Service(deployment.config());
        JarProcess sandbox = JarProcess.start(WORDY, "sandbox", "--port", "0")) {
      String platform = urlIn(sandbox.awaitOut("sandbox: "));
      Map<String, String> environment = new HashMap<>(deployment.worker("w"));
      environment.putAll(WORDY);
      environment.put("COUNTERSIGN_PLATFORM_URL", platform);
      try (JarProcess worker = JarProcess.start(environment, "worker");
          JarProcess watch =
              JarProcess.start(wordy(deployment.kafka()), "watch", "--from-beginning")) {
        String edge = urlIn(worker.awaitOut("worker: "));
        service.send(DemoStory.BEGINNING);
        signed(service, platform, "ada-1");
        fault(platform, "{\"path\":\"create\",\"times\":1,\"lose_answer\":true}");
        fault(platform, "{\"path\":\"read_by_identifier\",\"times\":1,\"status\":500}");
        service.send(DemoStory.BEGINNING.replace("ada-1", "ada-2"));
        signed(service, platform, "ada-2");
        fault(platform, "{\"path\":\"create\",\"times\":1,\"unauthorized\":true}");
        service.send(command("token-1", "\"user_token\":\"" + USER_TOKEN + "\""));
        worker.awaitErr("application is not called for now");
        String ready = body(edge + "/health/ready");
        service.send(command("wrong-1", "\"user_token\":\"" + USER_TOKEN + "x\""));
        service.await("wrong-1", "FAILED");
        service.send("{\"id\":\"wrong-2\",\"user_token\":\"" + USER_TOKEN + "\",");
        watch.awaitOut("wrong-1");
        String served = ready + body(edge + "/health/live") + body(edge + "/metrics");
        String issued = issuedToken(deployment);
        worker.terminate();
        assertThat(worker.exitStatus()).isZero();

        assertThat(issued).hasSize(36);
        assertThat(List.of(worker.printed(), sandbox.printed(), watch.printed(), served))
            .allSatisfy(
                text ->
                    assertThat(text)
                        .isNotBlank()
                        .doesNotContain(SandboxApplication.DEFAULT.secret(), issued, USER_TOKEN));
      }
    }
  }

  private void signed(Service service, String platform, String id) throws Exception {
    String uuid = service.await(id, "CREATED").path("payload_uuid").asText();
    post(platform + "/sandbox/people/ada/sign", "{\"payload\":\"" + uuid + "\"}");
    service.await(id, "SIGNED");
  }

  private static String issuedToken(Deployment deployment) throws IOException {
    @Nullable String token = null;
    for (String value :
        Service.values(deployment.config(), deployment.config().topics().userTokens())) {
      JsonNode record = new ObjectMapper().readTree(value);
      token = record.path("user_token").asText();
    }
    if (token == null) {
      throw new AssertionError("no token was issued");
    }
    return token;
  }

  private static String command(String id, String more) {
    return "{\"id\":\"%s\",%s,\"txjson\":{\"TransactionType\":\"SignIn\"}}".formatted(id, more);
  }

  private static Map<String, String> wordy(Map<String, String> environment) {
    Map<String, String> wordy = new HashMap<>(environment);
    wordy.putAll(WORDY);
    return wordy;
  }

  private void fault(String platform, String rule) throws Exception {
    post(platform + "/sandbox/faults", rule);
  }

  private void post(String url, String json) throws Exception {
    var answer =
        http.send(
            HttpRequest.newBuilder(URI.create(url))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(url + " " + answer.body()).isEqualTo(200);
  }

  private String body(String url) throws Exception {
    return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }

  private static String urlIn(String line) {
    return line.substring(line.indexOf("http://")).strip();
  }
}
