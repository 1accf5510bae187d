package dev.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.WorkerProcess;
import dev.countersign.sandbox.Effect;
import dev.countersign.sandbox.Fault;
import dev.countersign.testing.Fleet;
import dev.countersign.testing.Forge;
import dev.countersign.testing.Web;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("CONTRACT §8: one-time tokens of xApps")
class XappSessionsTest {
  private static final String PATH = "/xapp/sessions";

  @RegisterExtension
  static final Fleet fleet =
      RequestsApi.setup().applications("shop", "down", "flooded", "plain").workers(2).start();

  private static String opened(String application) {
    return fleet.person("ada").openXapp(fleet.application(application).key());
  }

  private static String body(String application, String ott) {
    return "{'application':'" + application + "','ott':'" + ott + "'}";
  }

  private static HttpResponse<String> post(String application, String ott) {
    return fleet.web().post(PATH, body(application, ott));
  }

  private static long exchanges(String application) {
    return fleet.sandbox().calls().stream()
        .filter(call -> "authorize".equals(call.endpoint()))
        .filter(call -> fleet.application(application).key().equals(call.application()))
        .count();
  }

  @Test
  void aTokenIsExchangedForWhoOpenedTheXappAndAJwt() {
    HttpResponse<String> answer = post("default", opened("default"));

    JsonNode session = RequestsApi.json(answer);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
    assertThat(session.path("application").asText()).isEqualTo("default");
    assertThat(session.path("account").asText()).isEqualTo(fleet.person("ada").account());
    assertThat(session.at("/network/type").asText()).isEqualTo("MAINNET");
    assertThat(session.at("/network/id").asInt(-1)).isZero();
    assertThat(session.path("locale").asText()).isEqualTo("en");
    assertThat(session.at("/device/currency").asText()).isEqualTo("USD");
    assertThat(session.path("account_access").asText()).isEqualTo("FULL");
    assertThat(session.at("/origin/type").asText()).isEqualTo("QUICK_ACTIONS");
    assertThat(Forge.claims(session.path("jwt").asText()))
        .contains("\"sub\":\"" + fleet.person("ada").account() + "\"");
    assertThat(session.path("expires_at").asText()).endsWith("Z");
  }

  @Test
  void theJwtOpensThePersonsRequests() {
    var asked = fleet.ask("");
    fleet.person("ada").sign(asked.watched());
    asked.awaits("CREATED", "OPENED", "SIGNED");
    String jwt = RequestsApi.json(post("default", opened("default"))).path("jwt").asText();

    assertThat(RequestsApi.everywhere(fleet, asked.id(), jwt).statusCode()).isEqualTo(200);
  }

  @Test
  void whoAsksAgainSoonGetsTheSameAnswerWithoutACall() {
    String ott = opened("shop");
    HttpResponse<String> first = post("shop", ott);
    long before = exchanges("shop");

    HttpResponse<String> second = post("shop", ott);

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(RequestsApi.bytes(second)).isEqualTo(RequestsApi.bytes(first));
    assertThat(exchanges("shop")).isEqualTo(before);
  }

  @Test
  void twinsShareOneExchange() {
    fleet.sandbox().faults().add(Fault.latency("authorize", Duration.ofMillis(200)).once());
    String ott = opened("shop");
    long before = exchanges("shop");
    List<CompletableFuture<HttpResponse<String>>> twins = new ArrayList<>();
    for (int twin = 0; twin < 10; twin++) {
      twins.add(fleet.web().posted(PATH, body("shop", ott)));
    }

    assertThat(twins.stream().map(twin -> RequestsApi.bytes(twin.join())).distinct())
        .singleElement()
        .asString()
        .startsWith("200\n");
    assertThat(exchanges("shop")).isEqualTo(before + 1);
  }

  @Test
  void anotherWorkerCannotGiveTheAnswerAgain() {
    String ott = opened("default");
    post("default", ott);
    WorkerProcess other = fleet.workers().getLast();

    assertThat(fleet.web(other).post(PATH, body("default", ott)).statusCode()).isEqualTo(410);
  }

  @Test
  void aTokenThatNeverWasOrIsOfAnotherApplicationIsGone() {
    String ofShop = opened("shop");

    assertThat(post("default", UUID.randomUUID().toString()).statusCode()).isEqualTo(410);
    assertThat(post("default", ofShop).statusCode()).isEqualTo(410);
    assertThat(post("shop", ofShop).statusCode()).as("not spent").isEqualTo(200);
  }

  @Test
  void aTokenThatIsTooOldIsGone() {
    String ott = opened("default");
    fleet.sandbox().clock().advance(Duration.ofSeconds(60));
    try {
      assertThat(post("default", ott).statusCode()).isEqualTo(410);
    } finally {
      fleet.sandbox().clock().advance(Duration.ofSeconds(-60));
    }
  }

  @Test
  void whatIsWrongWithTheQuestionIsSaid() {
    String ott = UUID.randomUUID().toString();
    HttpResponse<String> noUuid = post("default", "nonsense-" + ott);
    HttpResponse<String> noApplication = post("nobody", ott);

    assertThat(noUuid.statusCode()).isEqualTo(400);
    assertThat(noUuid.body()).contains("field \\\"ott\\\" must be").doesNotContain(ott);
    assertThat(noApplication.statusCode()).isEqualTo(400);
    assertThat(noApplication.body()).contains("no such application").doesNotContain(ott);
  }

  @Test
  void onlyJsonIsTakenAndNotMuchOfIt() {
    String padded = body("default", UUID.randomUUID().toString()) + " ".repeat(16 * 1024);

    assertThat(fleet.web().send("POST", PATH, "content-type", "text/plain").statusCode())
        .isEqualTo(415);
    assertThat(fleet.web().post(PATH, padded).statusCode()).isEqualTo(413);
  }

  @Test
  void aBodyThatIsNotReadEndsTheConnectionAndTheAnswerSaysSo() {
    HttpResponse<String> answer =
        fleet
            .web()
            .send(
                fleet
                    .web()
                    .request(PATH)
                    .header("content-type", "text/plain")
                    .POST(BodyPublishers.ofString("anything")));

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.headers().firstValue("connection")).hasValue("close");
  }

  static Stream<Effect> troubles() {
    return Stream.of(new Effect.Status(503, null, null), new Effect.RateLimited(1, false));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void whileThePlatformTakesNoCallsTheTokenStaysGood(Effect trouble) {
    String key = fleet.application("down").key();
    fleet.sandbox().faults().add(Fault.on("authorize", trouble).ofApplication(key).once());
    String ott = opened("down");

    HttpResponse<String> answer = post("down", ott);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValueAsLong("retry-after")).isNotEmpty();
    Fleet.await("the platform is called again").until(() -> post("down", ott).statusCode() == 200);
  }

  @Test
  void anApplicationThatIsNoXappIsToldSo() {
    String ott = opened("plain");
    String json = "{'key':'" + fleet.application("plain").key() + "','xapp':false}";
    new Web(fleet.sandbox().url().toString()).post("/sandbox/applications", json);

    HttpResponse<String> answer = post("plain", ott);

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("code 403", "is it an xApp");
  }

  @Test
  void aFloodIsTurnedAwayAndCreatesGoOn() {
    List<HttpResponse<String>> answers = new ArrayList<>();
    for (int forged = 0; forged < 40; forged++) {
      answers.add(post("flooded", UUID.randomUUID().toString()));
    }

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(410, 429);
    assertThat(answers.getLast().statusCode()).isEqualTo(429);
    assertThat(answers.getLast().headers().firstValue("retry-after")).hasValue("10");
    assertThat(exchanges("flooded")).isEqualTo(30);
    assertThat(fleet.ask("'application':'flooded'").payload()).isNotBlank();
  }
}
