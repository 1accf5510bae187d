package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CONTRACT §10: the control API is as its OpenAPI document says")
class OpenApiTest extends SandboxTest {
  private static final String EXAMPLE_UUID = "4f0c9b2e-7a51-4d3c-9a53-0f6b7c1d2e3f";

  /** Tried in {@link PhoneEventsTest} and {@link PhoneScanTest}. */
  private static final Set<String> NOT_JSON =
      Set.of("GET /sandbox/people/{name}/events", "POST /sandbox/scan");

  /** One call of the document. */
  private record Documented(String method, String path, JsonNode operation) {
    String name() {
      return method + " " + path;
    }

    JsonNode answer() {
      return operation.at("/responses/200/content/application~1json/schema");
    }

    String example() {
      JsonNode example = operation.at("/requestBody/content/application~1json/example");
      return example.isMissingNode() ? "" : example.toString();
    }
  }

  private final ObjectNode document = (ObjectNode) control("GET", "openapi.json", "");

  @Test
  void whatIsServedIsDocumentedAndTheOtherWayRound() {
    Vertx vertx = Vertx.vertx();
    try {
      Set<String> served =
          Operations.of(new World(vertx, options())).stream()
              .map(operation -> operation.method() + " /sandbox/" + operation.path())
              .collect(Collectors.toSet());
      served.addAll(NOT_JSON);

      assertThat(documented().map(Documented::name)).containsExactlyInAnyOrderElementsOf(served);
    } finally {
      vertx.close().await();
    }
  }

  @Test
  void realAnswersAreAsTheDocumentSays() {
    ObjectNode seen = Json.object();
    for (Documented call : calledInAPopulatedWorld()) {
      if (NOT_JSON.contains(call.name())) {
        continue;
      }
      String path =
          call.path()
              .replace("{name}", "ada")
              .replace("{network}", "mainnet")
              .replace("{uuid}", sandbox.payloads().getFirst().uuid());
      Backend.Reply reply = backend.call(call.method(), path, fresh(call.example()));

      assertThat(reply.status()).as(call.name() + ": " + reply.text()).isEqualTo(200);
      if (!call.answer().isMissingNode()) {
        assertThat(mistakes(call.answer(), reply.json())).as(call.name()).isEmpty();
        seen.set(call.name(), reply.json());
      }
    }
    assertThat(seen.at("/GET ~1sandbox~1calls/calls")).isNotEmpty();
    assertThat(seen.at("/GET ~1sandbox~1webhooks/webhooks")).isNotEmpty();
    assertThat(seen.at("/GET ~1sandbox~1payloads/payloads")).isNotEmpty();
    assertThat(seen.at("/GET ~1sandbox~1people~1{name}/pending")).isNotEmpty();
  }

  @Test
  void aRefusalIsAsTheDocumentSays() {
    JsonNode schema = Json.parse("{\"$ref\":\"#/components/schemas/Error\"}");

    for (String path : List.of("nothing", "payloads/" + EXAMPLE_UUID)) {
      JsonNode refusal = backend.call("GET", "/sandbox/" + path, "").expect(404);
      assertThat(mistakes(schema, refusal)).as(path).isEmpty();
    }
  }

  @Test
  void theNamesOfCallsInFaultsAreThoseThatThereAre() {
    List<String> named =
        Json.stream(document.at("/components/schemas/Fault/properties/path/anyOf/0/enum"))
            .map(JsonNode::asText)
            .toList();

    assertThat(named).isEqualTo(Endpoint.labels());
  }

  @Test
  void whatAFaultRefusesTheDocumentDoesNotAllow() {
    JsonNode schema = Json.parse("{\"$ref\":\"#/components/schemas/Fault\"}");

    for (String wrong : List.of("'reset':false", "'path':'creat','reset':true", "'status':'503'")) {
      JsonNode fault = Json.parse(("{" + wrong + "}").replace('\'', '"'));
      assertThat(mistakes(schema, fault)).as(wrong).isNotEmpty();
    }
  }

  @Test
  void eachKindOfFaultIsShownAsTheDocumentSays() {
    for (String effect :
        List.of(
            "'status':503,'body':{'a':1}",
            "'status':502,'body':'<h1>'",
            "'latency_ms':5",
            "'latency_ms':{'p50':5}",
            "'reset':true",
            "'lose_answer':true",
            "'rate_limited':true,'retry_after':5,'html':true",
            "'unauthorized':true",
            "'read_lag_ms':5",
            "'silent_sockets':'welcome'",
            "'fragmented_frames':true",
            "'garbage_frames':true",
            "'duplicate_webhooks':true",
            "'webhook_delay_ms':5",
            "'lose_webhooks':true")) {
      control("POST", "faults", ("{" + effect + "}").replace('\'', '"'));
    }

    JsonNode faults = control("GET", "faults", "");
    assertThat(faults.path("faults")).hasSize(15);
    assertThat(mistakes(Json.parse("{\"$ref\":\"#/components/schemas/Faults\"}"), faults))
        .isEmpty();
  }

  @Test
  void theWorkedExampleOfAScenarioIsOne() {
    JsonNode scenario =
        Json.parse("{\"seed\":1,\"people\":[\"ada\"],\"faults\":[{\"reset\":true}]}");

    assertThat(mistakes(Json.parse("{\"$ref\":\"#/components/schemas/Scenario\"}"), scenario))
        .isEmpty();
    try (Sandbox other =
        Sandbox.start(options().withScenario(Scenario.parse(scenario.toString())))) {
      assertThat(other.payloads()).isEmpty();
    }
  }

  @Test
  void thePageShowsEveryCallAndNeedsNothingFromOutside() {
    Backend.Reply page = backend.call("GET", "/sandbox/", "");

    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.text()).doesNotContainPattern("(src|href)=[\"']?(https?:)?//");
    assertThat(page.text()).doesNotContain("{{");
    assertThat(documented())
        .allSatisfy(
            call ->
                assertThat(page.text())
                    .contains(
                        "<b>%s</b> <code>%s</code>"
                            .formatted(call.method().toLowerCase(Locale.ROOT), call.path())));
    assertThat(backend.call("GET", "/sandbox", "").text()).isEqualTo(page.text());
  }

  /** The calls in the document's order, which ends with the reset. */
  private List<Documented> calledInAPopulatedWorld() {
    for (int i = 0; i < 5; i++) {
      unused.add(backend.created(PAYMENT));
    }
    sandbox.person("ada").open(backend.created(SIGN_IN));
    sandbox.webhookUrl(SandboxApplication.DEFAULT.key(), WebhookReceiver.nowhere());
    sandbox.faults().add(Fault.lostWebhooks().once());
    sandbox.person("bob").sign(backend.created(SIGN_IN));
    sandbox.faults().clear();
    return documented().toList();
  }

  private final Deque<String> unused = new ArrayDeque<>();

  private String fresh(String example) {
    return example.contains(EXAMPLE_UUID) ? example.replace(EXAMPLE_UUID, unused.pop()) : example;
  }

  private Stream<Documented> documented() {
    return document.path("paths").properties().stream()
        .flatMap(
            path ->
                path.getValue().properties().stream()
                    .map(
                        method ->
                            new Documented(
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                method.getValue())));
  }

  private List<String> mistakes(JsonNode schema, JsonNode answer) {
    ObjectNode whole = schema.deepCopy();
    whole.set("$defs", document.at("/components/schemas"));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Json.parse(whole.toString().replace("#/components/schemas/", "#/$defs/")))
        .validate(answer)
        .stream()
        .map(Object::toString)
        .toList();
  }
}
