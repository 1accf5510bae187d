package dev.countersign.sandbox;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("CONTRACT §10: a reset sandbox is a new one, at the same port")
@Timeout(60)
class ResetTest extends OAuthTest {
  private static final Instant MOMENT = Instant.now();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Executor THREADS = Thread::startVirtualThread;

  /** What says nothing about what is in a sandbox: counters that tell before from after, timers. */
  private static final Set<String> BESIDES =
      Set.of(
          "world.signIns.salt",
          "world.phoneEvents.clock",
          "world.phoneEvents.clockReadAt",
          "world.phoneEvents.lastLookMillis",
          "world.phoneEvents.looking",
          "world.phoneEvents.resets",
          "world.phoneEvents.speed",
          "world.timeline.armedFor",
          "world.timeline.orders",
          "world.timeline.timer",
          "world.webhooks.age");

  private final WebhookReceiver shop = new WebhookReceiver();
  private final WebhookReceiver mute = new WebhookReceiver();
  private volatile boolean still;

  @Override
  SandboxOptions options() {
    return super.options()
        .withSeed(7L)
        .withResolveLag(Duration.ofMillis(1))
        .withTime(() -> still ? MOMENT : Instant.now());
  }

  @AfterEach
  void stopReceiving() {
    shop.close();
    mute.close();
  }

  private static String about(String uuid) {
    return "{\"payload\":\"%s\"}".formatted(uuid);
  }

  private void act(String action, String body) {
    control("POST", "people/ada/" + action, body);
  }

  /** Uses everything there is, through what everybody can use. */
  private CompletableFuture<?> live() throws Exception {
    control("POST", "limits", "{\"creates\":1000,\"calls\":10000}");
    control(
        "POST",
        "limits",
        "{\"application\":\"%s\",\"creates\":1000,\"calls\":9999}".formatted(SHOP.key()));
    control("POST", "settings", "{\"relaxed_keys\":true,\"old_bodies\":true}");
    control("POST", "keys", "{\"rotate\":true}");
    control("POST", "applications", "{\"name\":\"another\"}");
    webhooks();
    act("kyc", "{\"status\":\"SUCCESSFUL\"}");
    backend.post("app-storage", "{\"a\":1}").expect(200);
    Frontend ada = Frontend.withJwt(sandbox.url(), jwt());
    ada.post("/api/v1/jwt/userdata/colour", "{\"b\":2}").expect(200);
    code(asking());
    act("xapp", "{\"application\":\"%s\"}".formatted(SHOP.key()));
    String ott = sandbox.person("ada").openXapp(SHOP.key());
    backend.get("xapp/ott/" + ott).expect(200);
    String token = String.valueOf(sandbox.person("ada").userToken(SHOP.key()));
    backend.post("xapp/push", "{\"user_token\":\"%s\"}".formatted(token)).expect(200);
    backend.post("xapp/event", "{\"user_token\":\"%s\"}".formatted(token)).expect(200);
    act("revoke", "{\"application\":\"%s\"}".formatted(SHOP.key()));
    payloads();
    ledgers();
    control("POST", "faults", "{\"path\":\"cancel\",\"status\":503,\"times\":3}");
    backend.delete("payload/" + backend.created(SIGN_IN));
    control("POST", "seed", "{\"seed\":9}");
    control("POST", "clock", "{\"advance\":\"PT1H\",\"speed\":2}");
    sandbox.person("bob").sign(backend.created(PAYMENT));
    CompletableFuture<?> underWay = underWay();
    control(
        "POST",
        "applications",
        """
        {"key":"%s","disabled":true,"xapp":false,"push_to_anyone":true,
         "redirect_uris":["https://a.example/","https://b.example/","https://c.example/"]}"""
            .formatted(SHOP.key()));
    return underWay;
  }

  private void webhooks() {
    sandbox.webhookUrl(SHOP.key(), shop.url());
    shop.answering(404);
    sandbox.person("ada").sign(backend.created(SIGN_IN));
    List<String> waits = List.of("PT10S", "PT60S", "PT600S", "PT600S", "PT0S");
    for (int i = 0; i < waits.size(); i++) {
      int attempts = i + 1;
      Awaitility.await().until(() -> sandbox.webhooks().size() == attempts);
      control("POST", "clock", "{\"advance\":\"%s\"}".formatted(waits.get(i)));
    }
    shop.answering(200);
    mute.silent();
    sandbox.webhookUrl(SHOP.key(), mute.url());
    sandbox.person("ada").sign(backend.created(SIGN_IN));
    mute.next();
  }

  private void payloads() {
    String cancelled =
        backend.created(
            PAYMENT.strip().replaceFirst("}$", ",\"custom_meta\":{\"identifier\":\"i\"}}"));
    backend.delete("payload/" + cancelled).expect(200);
    String opened = backend.created(PAYMENT);
    backend.call("GET", "/sign/" + opened, "");
    sandbox.person("bob").open(opened);
    settled(opened);
    sandbox.person("ada").sign(backend.created(PAYMENT), Signing.USUAL.losingReport());
    sandbox.person("ada").reject(backend.created(PAYMENT));
    String kept = backend.created(SIGN_IN);
    String late = backend.created(SIGN_IN);
    act("open", about(kept));
    act("open", about(late));
    act("airplane", "{\"on\":true}");
    act("sign", about(late));
    sandbox.person("bob").sign(late);
    act("airplane", "{\"on\":false}");
    act("airplane", "{\"on\":true}");
    act("sign", about(kept));
  }

  private void ledgers() {
    SocketProbe ledger = SocketProbe.connectTo(sandbox.url(), "/ledger/mainnet");
    ledger.say(
        "{\"command\":\"subscribe\",\"streams\":[\"ledger\"],\"accounts\":[\"%s\"]}"
            .formatted(sandbox.person("ada").account()));
    ledger.next();
    sandbox.person("bob").sign(backend.created(PAYMENT));
    control("POST", "clock", "{\"advance\":\"PT10S\"}");
    sandbox.person("bob").sign(backend.created(PAYMENT));
    control("POST", "ledgers/mainnet", "{\"missing\":[\"90000000-90000001\"]}");
  }

  /** A signature that is on its way into the state while the clock stands still. */
  private CompletableFuture<?> underWay() {
    String uuid = backend.created(SIGN_IN);
    still = true;
    CompletableFuture<?> signing =
        CompletableFuture.runAsync(() -> sandbox.person("carol").sign(uuid), THREADS);
    Awaitility.await().until(() -> sandbox.payload(uuid).opened());
    return signing;
  }

  private static Map<String, JsonNode> readable(Sandbox sandbox)
      throws ReflectiveOperationException {
    Map<String, JsonNode> answers = new TreeMap<>();
    Backend nobody = new Backend(sandbox.url(), new SandboxApplication("", "", ""));
    for (Operation operation : Operations.of(WorldMap.world(sandbox))) {
      if (operation.method().equals("GET") && operation.path().matches("[a-z]+")) {
        answers.put(
            operation.path(), nobody.call("GET", "/sandbox/" + operation.path(), "").expect(200));
      }
    }
    return answers;
  }

  @Test
  @DisplayName("every store was used and none of it is left; ids go on as in a new one")
  void everything() throws Exception {
    still = true;
    WorldMap fresh;
    Map<String, JsonNode> freshAnswers;
    String freshUuid;
    try (Sandbox other = Sandbox.start(options())) {
      fresh = WorldMap.of(other);
      freshAnswers = readable(other);
      freshUuid = new Backend(other.url(), SHOP).created(SIGN_IN);
    }
    still = false;

    HttpResponse<Stream<String>> page = events("ada", "");
    try (Stream<String> told = page.body()) {
      CompletableFuture<?> underWay = live();
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(unused(fresh, WorldMap.of(sandbox)))
                      .as("what a new sandbox can remember and this test does not make it remember")
                      .isEmpty());
      sandbox.reset();

      assertThatThrownBy(underWay::join).hasMessageContaining("The sandbox was reset meanwhile.");
      assertThat(told.toList()).contains("event: reset");
    }
    WorldMap left = WorldMap.of(sandbox);
    left.values.keySet().removeAll(BESIDES);
    fresh.values.keySet().removeAll(BESIDES);
    assertThat(left.values).isEqualTo(fresh.values);
    assertThat(readable(sandbox)).isEqualTo(freshAnswers);
    assertThat(backend.created(SIGN_IN)).isEqualTo(freshUuid);
  }

  private static Set<String> unused(WorldMap fresh, WorldMap used) {
    Set<String> unused = new TreeSet<>();
    used.changeable.forEach(
        (field, values) -> {
          Set<String> before = fresh.changeable.getOrDefault(field, Set.of("0 in it"));
          boolean inside = values.equals(Set.of(WorldMap.SOMETHING));
          if (before.containsAll(values) && !(inside && before.equals(values))) {
            unused.add(field);
          }
        });
    unused.removeIf(
        field ->
            BESIDES.stream()
                .anyMatch(path -> path.toLowerCase(ROOT).endsWith("." + field.toLowerCase(ROOT))));
    // One for each network; what is in it has fields of its own here.
    unused.remove("Ledgers.servers");
    return unused;
  }

  @Test
  @DisplayName(
      "§10 a browser that comes back from its sign page as the sandbox is reset is told so")
  void signInUnderWay() {
    String uuid = begun(asking());
    String back =
        backend
            .read(uuid)
            .at("/meta/return_url_web")
            .asText()
            .substring(sandbox.url().toString().length());
    still = true;
    CompletableFuture<Backend.Reply> waiting =
        CompletableFuture.supplyAsync(() -> server().get(back), THREADS);
    Awaitility.await().until(this::somebodyWaits);
    sandbox.reset();

    assertThat(refusal(waiting.join()))
        .isEqualTo("500 xumm_signin_redir_err: The sandbox was reset meanwhile.");
  }

  private boolean somebodyWaits() throws ReflectiveOperationException {
    return "1 in it".equals(WorldMap.of(sandbox).values.get("world.timeline.pauses"));
  }

  @Test
  @DisplayName("what a phone kept in airplane mode does not get into the world after a reset")
  void keptAnswers() {
    String first = backend.created(SIGN_IN);
    String second = backend.created(SIGN_IN);
    for (String uuid : List.of(first, second)) {
      act("open", about(uuid));
    }
    act("airplane", "{\"on\":true}");
    act("sign", about(first));
    act("sign", about(second));
    still = true;
    CompletableFuture<Backend.Reply> reporting =
        CompletableFuture.supplyAsync(
            () -> backend.call("POST", "/sandbox/people/ada/airplane", "{\"on\":false}"), THREADS);
    Awaitility.await().until(this::somebodyWaits);
    sandbox.reset();
    reporting.join().expect(200);
    still = false;

    assertThat(sandbox.payloads()).isEmpty();
    assertThat(sandbox.person("ada").userToken(SHOP.key())).isNull();
  }

  @Test
  @DisplayName("a page from before asks for its person in vain; one that is new makes them")
  void pagesFromBefore() throws Exception {
    String id;
    try (Stream<String> told = events("ada", "").body()) {
      id = told.filter(line -> line.startsWith("id: ")).findFirst().orElseThrow().substring(4);
    }
    sandbox.reset();

    try (Stream<String> told = events("ada", "?after=" + id).body()) {
      assertThat(told.toList()).containsExactly("event: reset", "data: {}", "");
    }
    assertThat(control("GET", "people", "").path("people")).isEmpty();
    try (Stream<String> told = events("ada", "").body()) {
      assertThat(told.anyMatch(line -> line.startsWith("data: {\"name\":\"ada\""))).isTrue();
    }
  }

  private HttpResponse<Stream<String>> events(String person, String query) throws Exception {
    URI uri = sandbox.url().resolve("/sandbox/people/" + person + "/events" + query);
    return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofLines());
  }
}
