package dev.countersign.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.WorkerProcess;
import dev.countersign.sandbox.SandboxApplication;
import dev.countersign.testing.Asked;
import dev.countersign.testing.Fleet;
import dev.countersign.testing.Forge;
import dev.countersign.testing.SignIn;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName(
    "CONTRACT §8: a person sees their own requests only, and cannot tell others' from none")
class RequestAccessTest {
  @RegisterExtension
  static final Fleet fleet = RequestsApi.setup().applications("shop").workers(2).start();

  private static final SignIn PEOPLE = new SignIn(fleet.sandbox(), SandboxApplication.DEFAULT);

  @BeforeAll
  static void spread() {
    RequestsApi.spread(fleet);
  }

  private static String signedBy(String person) {
    Asked asked = fleet.ask("");
    fleet.person(person).sign(asked.watched());
    asked.awaits("CREATED", "OPENED", "SIGNED");
    return asked.id();
  }

  private static HttpResponse<String> ask(String id, String token) {
    return RequestsApi.everywhere(fleet, id, token);
  }

  @Test
  void theOperatorSeesARequestThroughItsLife() {
    Asked asked = fleet.ask("'user':'ada','context':{'cart':'7f3a'}");
    String payload = asked.watched();
    JsonNode open = RequestsApi.json(ask(asked.id(), RequestsApi.OPERATOR));
    fleet.person("ada").open(payload);
    asked.awaits("CREATED", "OPENED");
    JsonNode opened = RequestsApi.json(ask(asked.id(), RequestsApi.OPERATOR));
    fleet.person("ada").sign(payload);
    asked.awaits("CREATED", "OPENED", "SIGNED");
    JsonNode signed = RequestsApi.json(ask(asked.id(), RequestsApi.OPERATOR));

    assertThat(List.of(open, opened, signed))
        .extracting(state -> state.path("status").asText())
        .containsExactly("OPEN", "OPENED", "SIGNED");
    assertThat(List.of(open, opened, signed))
        .extracting(state -> state.path("sequence").asInt())
        .containsExactly(1, 2, 3);
    assertThat(open.at("/links/always").asText()).endsWith("/sign/" + payload);
    assertThat(open.at("/context/cart").asText()).isEqualTo("7f3a");
    assertThat(signed.path("terminal").asBoolean()).isTrue();
    assertThat(signed.toString()).doesNotContain("token");
  }

  @Test
  void aPersonSeesWhatTheySignedWithEitherKindOfJwt() {
    String id = signedBy("ada");

    for (String jwt : List.of(PEOPLE.xapp("ada"), PEOPLE.oauth2("ada"))) {
      HttpResponse<String> answer = ask(id, jwt);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(RequestsApi.json(answer).path("status").asText()).isEqualTo("SIGNED");
      assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
    }
  }

  @Test
  void aPersonSeesWhatTheyAreAskedForInTheirOwnNameFromTheBeginning() {
    Asked asked = fleet.ask("'bearer':'" + PEOPLE.xapp("ada") + "'");
    asked.watched();

    HttpResponse<String> hers = ask(asked.id(), PEOPLE.oauth2("ada"));
    assertThat(hers.statusCode()).isEqualTo(200);
    assertThat(RequestsApi.json(hers).path("status").asText()).isEqualTo("OPEN");
    assertThat(hers.body()).doesNotContain("eyJ");
    assertThat(ask(asked.id(), PEOPLE.xapp("bob")).statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsNotTheirsAndWhatIsNotThereAreTheSameInEveryByte() {
    String bobs = signedBy("bob");
    String nobodys = fleet.ask("").id();
    fleet.asked(nobodys).watched();
    List<String> seen = new ArrayList<>();
    for (String jwt : List.of(PEOPLE.xapp("ada"), PEOPLE.oauth2("ada"))) {
      for (String id : List.of(bobs, nobodys, fleet.newId(), fleet.newId(), "no%20id")) {
        for (WorkerProcess worker : fleet.workers()) {
          seen.add(RequestsApi.bytes(RequestsApi.ask(fleet, worker, id, jwt)));
        }
      }
    }

    assertThat(seen.stream().distinct()).singleElement().asString().startsWith("404\n");
  }

  @Test
  void aJwtOfAnotherApplicationOpensNothing() {
    String id = signedBy("ada");
    String elsewhere = new SignIn(fleet.sandbox(), fleet.application("shop")).xapp("ada");

    assertThat(ask(id, elsewhere).statusCode()).isEqualTo(404);
  }

  @Test
  void aJwtOfAnApplicationThatIsNotOursIsNoCredential() {
    SandboxApplication stranger = fleet.sandbox().addApplication("stranger");

    assertRefused(new SignIn(fleet.sandbox(), stranger).xapp("ada"), "JWT_FOREIGN_CLIENT");
  }

  @Test
  void anExpiredJwtIsNoCredential() {
    String claims =
        Forge.claims(PEOPLE.xapp("ada"))
            .replaceAll("\"exp\":\\d+", "\"exp\":1700003600")
            .replaceAll("\"iat\":\\d+", "\"iat\":1700000000");

    assertRefused(signed(claims, SandboxApplication.DEFAULT.secret()), "JWT_EXPIRED");
  }

  @Test
  void aForgedJwtIsNoCredential() {
    String claims = Forge.claims(PEOPLE.xapp("ada"));

    assertRefused(signed(claims, fleet.application("shop").secret()), "JWT_SIGNATURE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer operator-token-of-the-test",
        "Bearer operator-token-of-the-testsx",
        "Bearer ",
        "Bearer null",
        "Basic b3BlcmF0b3I6dG9rZW4=",
        RequestsApi.OPERATOR
      })
  void whatIsNeitherJwtNorOperatorTokenIsNoCredential(String header) {
    String id = signedBy("ada");

    HttpResponse<String> answer = fleet.web().get("/api/requests/" + id, "authorization", header);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("www-authenticate").orElse(""))
        .startsWith("Bearer realm=\"countersign\"");
  }

  @Test
  void withoutACredentialNothingIsTold() {
    HttpResponse<String> answer = fleet.web().get("/api/requests/" + signedBy("ada"));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("www-authenticate"))
        .hasValue("Bearer realm=\"countersign\"");
  }

  @Test
  void aQuestionThatWasPassedOnOnceGoesNoFurther() {
    String id = signedBy("ada");

    List<Integer> statuses =
        fleet.workers().stream()
            .map(
                worker ->
                    fleet
                        .web(worker)
                        .get(
                            "/api/requests/" + id,
                            "authorization",
                            "Bearer " + RequestsApi.OPERATOR,
                            "countersign-hop",
                            fleet.config().groupId()))
            .map(HttpResponse::statusCode)
            .toList();

    assertThat(statuses).containsExactlyInAnyOrder(200, 421);
  }

  @Test
  void aWorkerDoesNotAnswerForAnotherFleet() {
    HttpResponse<String> answer =
        fleet
            .web()
            .get(
                "/api/requests/" + fleet.newId(),
                "authorization",
                "Bearer " + RequestsApi.OPERATOR,
                "countersign-hop",
                "another");

    assertThat(answer.statusCode()).isEqualTo(421);
    assertThat(answer.headers().firstValue("countersign-hop")).isEmpty();
  }

  @Test
  void headTellsWhetherItIsThere() {
    HttpResponse<String> head =
        fleet
            .web()
            .send(
                "HEAD",
                "/api/requests/" + signedBy("ada"),
                "authorization",
                "Bearer " + RequestsApi.OPERATOR);

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }

  private static void assertRefused(String jwt, String reason) {
    HttpResponse<String> answer = ask(fleet.newId(), jwt);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("www-authenticate").orElse(""))
        .endsWith("error=\"invalid_token\", error_description=\"" + reason + "\"");
    assertThat(answer.body()).contains(reason).doesNotContain(jwt);
  }

  private static String signed(String claims, String secret) {
    return Forge.hs256("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", claims, secret.getBytes(UTF_8));
  }
}
