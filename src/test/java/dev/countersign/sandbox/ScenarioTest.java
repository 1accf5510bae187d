package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("CONTRACT §10: a scenario is the world to begin with")
class ScenarioTest extends SandboxTest {
  private static final String KEY = "6f1f0d2a-1111-1111-1111-000000000001";
  private static final String SECRET = "6f1f0d2a-1111-1111-1111-000000000002";
  private static final String WORLD =
      """
      {
        "seed": 7,
        "clock": {"set": "2030-01-01T00:00:00Z"},
        "limits": {"creates": 5, "calls": 1000},
        "settings": {"relaxed_keys": true},
        "applications": [
          {"name": "shop", "key": "%s", "secret": "%s", "webhook_url": "http://127.0.0.1:9/x"},
          {"key": "5a4db0c5-0000-4000-8000-000000000001", "webhook_url": "http://127.0.0.1:9/y"}
        ],
        "people": ["ada", "bob"],
        "faults": [{"path": "cancel", "status": 503}]
      }
      """
          .formatted(KEY, SECRET);

  @Override
  SandboxOptions options() {
    return super.options().withScenario(Scenario.parse(WORLD));
  }

  @Test
  void everythingInItIsThere() {
    itIsThere();
  }

  @Test
  void aResetGoesBackToIt() {
    String first = backend.as(KEY, SECRET).created(SIGN_IN);
    control("POST", "limits", "null");
    control("DELETE", "faults", "");
    control("POST", "settings", "{\"relaxed_keys\":false}");
    sandbox.reset();

    theApplicationIsKnown();
    assertThat(backend.as(KEY, SECRET).created(SIGN_IN)).isEqualTo(first);
    itIsThere();
  }

  @Test
  void theIdsOfASeedAreTheSameInEverySandbox() {
    try (Sandbox other = Sandbox.start(options())) {
      Backend there = new Backend(other.url(), SandboxApplication.DEFAULT);
      there.get("ping");
      assertThat(there.created(SIGN_IN)).isEqualTo(backend.created(SIGN_IN));
    }
  }

  private void itIsThere() {
    Backend shop = backend.as(KEY, SECRET);
    assertThat(shop.get("ping").expect(200).at("/auth/application/name").asText())
        .isEqualTo("shop");
    assertThat(backend.get("ping").expect(200).at("/auth/application/webhookurl").asText())
        .isEqualTo("http://127.0.0.1:9/y");
    assertThat(sandbox.clock().now())
        .isBetween(Instant.parse("2030-01-01T00:00:00Z"), Instant.parse("2030-01-01T00:01:00Z"));
    assertThat(control("GET", "people", "").path("people")).hasSize(2);
    assertThat(shop.create(SIGN_IN).header("X-RateLimit-Limit")).isEqualTo("5");
    String uuid = backend.created(SIGN_IN);
    assertThat(backend.delete("payload/" + uuid).status()).isEqualTo(503);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'peopel':[]} | 'peopel' is unknown here",
        "{'people':'ada'} | people: is no array.",
        "{'people':['ada',7]} | people[1]: a person is a name in quotes, not NUMBER.",
        "{'people':['']} | people[0]: A person's name has 1 to 64 characters.",
        "{'seed':'x'} | seed: seed: \"x\" is not a whole number",
        "{'limits':{'creates':-1}} | limits: creates: -1 is not a whole number from 0",
        "{'clock':{'set':'noon'}} | clock: set: 'noon' is not an instant",
        "{'settings':{'relaxed':true}} | settings: 'relaxed' is unknown here",
        "{'applications':[{'webhook_url':'x'}]} | applications[0]: webhook_url: \"x\" is no http",
        "{'applications':[{},{'key':'k','secret':'s'}]} | applications[1]: key and secret: both",
        "{'applications':[{'key':'k'}]} | applications[0]: There is no application with the key 'k'",
        "{'people':{'ada':1}} | people: is no array.",
        "{'faults':[{'drop_sockets':true}]} | faults[0]: drop_sockets: there is no socket yet",
        "{'faults':[{'reset':true,'path':'creat'}]} | faults[0]: path: 'creat' is neither",
        "{'faults':[{'reset':false}]} | faults[0]: reset: false is not true",
        "{'faults':[{'path':'read'}]} | faults[0]: A fault has exactly one effect",
        "{'faults':[{'latency_ms':'x'}]} | faults[0]: latency_ms: \"x\" is neither"
      })
  void aMistakeIsNamedByItsField(String json, String problem) {
    Scenario scenario = Scenario.parse(json.replace('\'', '"'));
    SandboxOptions wrong = SandboxOptions.onAnyPort().withScenario(scenario);

    ScenarioException refused =
        catchThrowableOfType(ScenarioException.class, () -> Sandbox.start(wrong).close());
    assertThat(refused.problems()).singleElement().asString().startsWith(problem);
  }

  @Test
  void allMistakesAreNamedAtOnce() {
    Scenario scenario = Scenario.parse("{\"people\":[7],\"faults\":[7],\"clock\":{\"speed\":0}}");
    SandboxOptions wrong = SandboxOptions.onAnyPort().withScenario(scenario);

    assertThatThrownBy(() -> Sandbox.start(wrong))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("people[0]")
        .hasMessageContaining("faults[0]")
        .hasMessageContaining("clock: speed");
  }

  @Test
  void whatIsNoJsonIsNamedByItsLine() {
    assertThatThrownBy(() -> Scenario.parse("{\n\"seed\": }"))
        .isInstanceOf(ScenarioException.class)
        .hasMessageStartingWith("line 2: no JSON");
    assertThatThrownBy(() -> Scenario.parse("[]")).hasMessage("A scenario is a JSON object.");
  }
}
