package dev.countersign.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.sandbox.SandboxApplication;
import dev.countersign.testing.HostileTokens;
import dev.countersign.testing.HostileTokens.Hostile;
import dev.countersign.testing.SignIn;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The packaged worker, which says at DEBUG what it does, and the JWTs of people (CONTRACT §8). */
class BearersIT {

  @Test
  void honestTokensAreUsedHostileOnesRefusedForTheirReasonAndNoneIsSeenAnywhere() throws Exception {
    try (Deployment deployment = Deployment.create("bearers");
        Service service = new Service(deployment.config());
        JarProcess worker = deployment.startWordyWorker("w")) {
      SandboxApplication application = SandboxApplication.DEFAULT;
      SignIn signIn = new SignIn(deployment.sandbox(), application);
      List<String> tokens = new ArrayList<>(List.of(signIn.xapp("ada"), signIn.oauth2("bob")));
      service.send(command("xapp", tokens.getFirst()));
      service.send(command("oauth", tokens.getLast()));
      List<Hostile> hostile =
          new HostileTokens(
                  application.key(),
                  application.secret(),
                  deployment.sandbox().person("ada").account(),
                  signIn.issuer(),
                  signIn.published(),
                  Instant.now())
              .all();
      for (int i = 0; i < hostile.size(); i++) {
        tokens.add(hostile.get(i).token());
        service.send(command("hostile-" + i, hostile.get(i).token()));
      }

      List<String> seen = new ArrayList<>();
      for (int i = 0; i < hostile.size() + 2; i++) {
        JsonNode event = service.next();
        seen.add(event.toString());
        String id = event.path("request_id").asText();
        if (id.startsWith("hostile-")) {
          assertRefused(hostile.get(Integer.parseInt(id.substring("hostile-".length()))), event);
        } else {
          assertThat(event.at("/created/push_accepted").asBoolean()).as("%s", event).isTrue();
        }
      }
      seen.add(served(worker));
      seen.addAll(Service.values(deployment.config(), deployment.config().topics().events()));
      worker.terminate();
      assertThat(worker.exitStatus()).isZero();
      seen.add(worker.printed());

      assertThat(seen).allSatisfy(text -> assertThat(text).doesNotContain(secretParts(tokens)));
      assertThat(worker.printed()).contains("CREATED", "FAILED");
    }
  }

  private static void assertRefused(Hostile hostile, JsonNode event) {
    boolean expired = hostile.reason().equals("JWT_EXPIRED");
    assertThat(event.at("/failure/code").asText())
        .as("%s", hostile)
        .isEqualTo(expired ? "CREDENTIAL_EXPIRED" : "CREDENTIAL_INVALID");
    assertThat(event.at("/failure/message").asText())
        .as("%s", hostile)
        .startsWith(hostile.reason() + ":");
  }

  /** Claims and signatures; headers are the same for everybody. */
  private static List<String> secretParts(List<String> tokens) {
    List<String> secrets = new ArrayList<>();
    for (String token : tokens) {
      String[] parts = token.split("\\.", -1);
      for (int part = 1; part < parts.length; part++) {
        if (parts[part].length() > 20) {
          secrets.add(parts[part].substring(0, 20));
        }
      }
    }
    return secrets;
  }

  private static String served(JarProcess worker) throws Exception {
    String line = worker.awaitOut("worker: ");
    String edge = line.substring(line.indexOf("http://")).strip();
    StringBuilder served = new StringBuilder();
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (String path : List.of("/metrics", "/health/ready", "/health/live", "/")) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(edge + path)).build();
        served.append(http.send(request, BodyHandlers.ofString()).body());
      }
    }
    assertThat(served).contains("countersign_platform_verifications");
    return served.toString();
  }

  private static String command(String id, String bearer) {
    return "{\"id\":\"%s\",\"bearer\":\"%s\",\"txjson\":{\"TransactionType\":\"SignIn\"}}"
        .formatted(id, bearer);
  }
}
