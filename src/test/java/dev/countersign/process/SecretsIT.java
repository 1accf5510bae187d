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
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Secrets stay in (CONTRACT §6.8), also at DEBUG and also when something goes wrong. */
class SecretsIT {
  private static final String USER_TOKEN = "5ec2e7aa-0000-4000-8000-00000000abcd";
  private static final String OPERATOR_TOKEN = "operator-5ec2e7aa-0000-4000-8000-00000000abcd";
  private static final Map<String, String> WORDY = Map.of("LOG_LEVEL", "DEBUG");

  private static final ObjectMapper JSON = new ObjectMapper();

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
      environment.put("COUNTERSIGN_HTTP_OPERATOR_TOKEN", OPERATOR_TOKEN);
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
        String ott = ott(platform);
        String jwt = jwt(edge, ott);
        String told = sessionsAndRequests(edge, ott, jwt);
        String served = ready + told + body(edge + "/health/live") + body(edge + "/metrics");
        String issued = issuedToken(deployment);
        worker.terminate();
        assertThat(worker.exitStatus()).isZero();

        assertThat(issued).hasSize(36);
        assertThat(List.of(worker.printed(), sandbox.printed(), watch.printed(), served))
            .allSatisfy(
                text ->
                    assertThat(text)
                        .isNotBlank()
                        .doesNotContain(SandboxApplication.DEFAULT.secret(), issued, USER_TOKEN)
                        .doesNotContain(ott, jwt, OPERATOR_TOKEN));
      }
    }
  }

  private String ott(String platform) throws Exception {
    String opened = "{\"application\":\"" + SandboxApplication.DEFAULT.key() + "\"}";
    return JSON.readTree(post(platform + "/sandbox/people/ada/xapp", opened)).path("ott").asText();
  }

  private String jwt(String edge, String ott) throws Exception {
    // The application was refused a moment ago, and is not called for some seconds.
    String session =
        Awaitility.await()
            .atMost(Duration.ofSeconds(40))
            .until(() -> session(edge, "default", ott).body(), body -> body.contains("\"jwt\""));
    return JSON.readTree(session).path("jwt").asText();
  }

  /** Everything that can be asked with a secret, but for the one answer that has to have one. */
  private String sessionsAndRequests(String edge, String ott, String jwt) throws Exception {
    StringBuilder told = new StringBuilder();
    told.append(session(edge, "nobody", ott).body());
    told.append(session(edge, "default", ott + "x").body());
    told.append(session(edge, "default", "\",\"" + ott + "\":\"").body());
    for (String token : List.of(OPERATOR_TOKEN, jwt, jwt + "x", OPERATOR_TOKEN + "x")) {
      told.append(
          http.send(
                  HttpRequest.newBuilder(URI.create(edge + "/api/requests/ada-1"))
                      .header("authorization", "Bearer " + token)
                      .build(),
                  BodyHandlers.ofString())
              .body());
    }
    return told.toString();
  }

  private HttpResponse<String> session(String edge, String application, String ott)
      throws Exception {
    String json = "{\"application\":\"%s\",\"ott\":\"%s\"}".formatted(application, ott);
    return http.send(
        HttpRequest.newBuilder(URI.create(edge + "/xapp/sessions"))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build(),
        BodyHandlers.ofString());
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
      JsonNode record = JSON.readTree(value);
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

  private String post(String url, String json) throws Exception {
    var answer =
        http.send(
            HttpRequest.newBuilder(URI.create(url))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(url + " " + answer.body()).isEqualTo(200);
    return answer.body();
  }

  private String body(String url) throws Exception {
    return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }

  private static String urlIn(String line) {
    return line.substring(line.indexOf("http://")).strip();
  }
}
