package dev.countersign.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.sandbox.Effect;
import dev.countersign.sandbox.Fault;
import dev.countersign.sandbox.SandboxApplication;
import dev.countersign.testing.Asked;
import dev.countersign.testing.Fleet;
import dev.countersign.testing.HostileTokens;
import dev.countersign.testing.HostileTokens.Hostile;
import dev.countersign.testing.Readback;
import dev.countersign.testing.SignIn;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("CONTRACT §8: bearer commands")
class BearersTest {
  @RegisterExtension
  static final Fleet fleet = Fleet.setup().applications("shop", "refused", "lossy").start();

  private static Asked ask(String token, String... more) {
    String fields = "'bearer':'" + token + "'";
    return fleet.ask(more.length == 0 ? fields : fields + ',' + String.join(",", more));
  }

  private static JsonNode failure(Asked asked) {
    return asked.awaits("FAILED").path("failure");
  }

  // --- accepted

  @Test
  void whoIsInAnXappIsPushedToAndSigns() {
    String person = fleet.newId();

    Asked asked = ask(fleet.signIn("default").xapp(person));

    JsonNode created = asked.awaits("CREATED").path("created");
    assertThat(created.path("push_requested").asBoolean()).isTrue();
    assertThat(created.path("push_accepted").asBoolean()).isTrue();
    assertThat(fleet.sandbox().payload(asked.payload()).pushedTo()).isEqualTo(person);
    fleet.person(person).sign(asked.watched());
    JsonNode signed = asked.awaits("CREATED", "OPENED", "SIGNED");
    assertThat(signed.path("resolution").path("account").asText())
        .isEqualTo(fleet.person(person).account());
  }

  @Test
  void whoSignedInToAWebsiteIsPushedToAlsoByTheNextPlainCommand() {
    String person = fleet.newId();
    String shop = "'application':'shop','user':'" + person + "'";

    Asked first = ask(fleet.signIn("shop").oauth2(person), shop);

    first.awaits("CREATED");
    Fleet.await("the token").until(() -> !fleet.tokens("shop", person).isEmpty());
    assertThat(fleet.tokens("shop", person))
        .singleElement()
        .satisfies(
            record ->
                assertThat(new String(record.value(), UTF_8))
                    .contains(
                        String.valueOf(
                            fleet.person(person).userToken(fleet.application("shop").key())))
                    .contains("\"expires_at_source\":\"ESTIMATED\"")
                    .contains(fleet.person(person).account()));
    Asked plain = fleet.ask(shop);
    assertThat(plain.awaits("CREATED").path("created").path("push_accepted").asBoolean()).isTrue();
    assertThat(fleet.sandbox().payload(plain.payload()).pushedTo()).isEqualTo(person);
  }

  @Test
  void aTokenThatIsKnownAlreadyIsNotPublishedAgain() {
    String person = fleet.newId();
    String shop = "'application':'shop','user':'" + person + "'";
    String token = fleet.signIn("shop").oauth2(person);
    ask(token, shop).awaits("CREATED");
    // It is pushed only once the worker has read the token.
    fleet.ask(shop).awaits("CREATED");

    ask(token, shop).awaits("CREATED");
    ask(token, shop).awaits("CREATED");

    assertThat(fleet.tokens("shop", person)).hasSize(1);
  }

  @Test
  void whoTookBackThePermissionIsNotPushedToAndPushOnlyIsCancelled() {
    String person = fleet.newId();
    String token = fleet.signIn("default").oauth2(person);
    fleet.person(person).revoke(SandboxApplication.DEFAULT.key());

    Asked asked = ask(token, "'delivery':'PUSH_ONLY'");

    asked.awaits("CREATED", "CANCELLED");
  }

  @Test
  void aStrangerWhoSignsInsteadDoesNotGetThePersonsPushes() {
    String person = fleet.newId();
    Asked asked = ask(fleet.signIn("shop").xapp(person), "'application':'shop','user':'x-1'");

    fleet.person(fleet.newId()).sign(asked.watched());

    JsonNode resolution = asked.awaits("CREATED", "OPENED", "SIGNED").path("resolution");
    assertThat(resolution.path("unmet")).extracting(JsonNode::asText).containsExactly("account");
    assertThat(fleet.tokens("shop", "x-1")).isEmpty();
  }

  @Test
  void aLostAnswerMakesNoSecondPayload() {
    String key = fleet.application("lossy").key();
    fleet
        .sandbox()
        .faults()
        .add(Fault.on("create", new Effect.LoseAnswer()).ofApplication(key).once());

    Asked asked = ask(fleet.signIn("lossy").xapp("ada"), "'application':'lossy'");

    JsonNode created = asked.awaits("CREATED").path("created");
    assertThat(created.path("adopted").asBoolean()).isTrue();
    assertThat(created.path("push_requested").asBoolean()).isTrue();
    assertThat(fleet.sandbox().payloads(asked.id())).hasSize(1);
  }

  @Test
  void itIsCancelledWithTheApplicationsOwnCredentials() {
    Asked asked = ask(fleet.signIn("default").xapp("ada"));
    asked.awaits("CREATED");

    asked.cancel().awaits("CREATED", "CANCELLED");
  }

  @Test
  void aNewerTokenOfTheSamePersonIsADuplicateAndAnotherPersonsIsNot() {
    SignIn signIn = fleet.signIn("default");
    Asked asked = ask(signIn.xapp("ada"));
    asked.awaits("CREATED");

    asked.send("'bearer':'" + signIn.oauth2("ada") + "'").workedOff().awaits("CREATED");
    int letters = fleet.deadLetters(asked.id(), 1).size();
    asked.send("'bearer':'" + signIn.oauth2("bob") + "'");

    ConsumerRecord<byte[], byte[]> letter = fleet.deadLetters(asked.id(), letters + 1).getLast();
    assertThat(Readback.header(letter, "countersign.error.code")).isEqualTo("IDEMPOTENCY_MISMATCH");
    assertThat(fleet.sandbox().payloads(asked.id())).hasSize(1);
  }

  // --- refused

  @Test
  void everyHostileTokenIsFailedForItsOneReasonAndCostsNoCall() {
    SignIn signIn = fleet.signIn("default");
    List<Hostile> hostile =
        new HostileTokens(
                SandboxApplication.DEFAULT.key(),
                SandboxApplication.DEFAULT.secret(),
                fleet.person("ada").account(),
                signIn.issuer(),
                signIn.published(),
                Instant.now())
            .all();
    Map<Hostile, Asked> asked = new LinkedHashMap<>();
    hostile.forEach(one -> asked.put(one, ask(one.token())));

    asked.forEach(
        (one, request) -> {
          JsonNode failure = failure(request);
          String code = one.reason().equals("JWT_EXPIRED") ? "EXPIRED" : "INVALID";
          assertThat(failure.path("code").asText()).as("%s", one).isEqualTo("CREDENTIAL_" + code);
          assertThat(failure.path("message").asText()).as("%s", one).startsWith(one.reason() + ":");
          assertThat(fleet.sandbox().payloads(request.id())).as("%s", one).isEmpty();
        });
    assertThat(fleet.sandbox().calls())
        .noneMatch(call -> asked.values().stream().anyMatch(one -> call.path().contains(one.id())));
  }

  @Test
  void aTokenOfAnotherNetworkThanIsForcedIsRefused() {
    Asked asked = ask(fleet.signIn("default").xapp("ada"), "'options':{'force_network':'TESTNET'}");

    assertThat(failure(asked).path("message").asText()).startsWith("JWT_NETWORK: ");
  }

  @Test
  void aTokenForOneApplicationIsNoneForAnother() {
    Asked asked = ask(fleet.signIn("shop").oauth2("ada"));

    assertThat(failure(asked).path("message").asText()).startsWith("JWT_FOREIGN_CLIENT: ");
  }

  @Test
  void aBearerAndAUserTokenContradictEachOther() {
    Asked asked =
        ask(
            fleet.signIn("default").xapp("ada"),
            "'user_token':'0b3ee9a4-4c1d-4c1d-8f11-2d1b5a7e9c11'");

    assertThat(failure(asked).path("code").asText()).isEqualTo("INVALID_COMMAND");
    assertThat(failure(asked).path("message").asText()).contains("bearer", "user_token");
  }

  @Test
  void thePlatformsRefusalOfOnePersonHoldsUpNobodyElse() {
    // Genuine as far as anybody can tell here, but the platform knows of no such visit.
    Asked forgotten = ask(genuine("default", Instant.now().plusSeconds(600)));

    JsonNode failure = failure(forgotten);

    assertThat(failure.path("code").asText()).isEqualTo("CREDENTIAL_INVALID");
    assertThat(failure.path("platform_code").asInt()).isEqualTo(813);
    fleet.ask("").awaits("CREATED");
    assertThat(closed("default")).isFalse();
  }

  @Test
  void aTokenThatExpiresWhileItsRequestWaitsIsFailedAsExpired() {
    String key = fleet.application("refused").key();
    for (String call : List.of("create", "ping")) {
      fleet.sandbox().faults().add(Fault.on(call, new Effect.Unauthorized()).ofApplication(key));
    }
    Asked plain = fleet.ask("'application':'refused'");
    Fleet.await("a closed gate").until(() -> closed("refused"));

    Asked asked = ask(genuine("refused", Instant.now().plusSeconds(2)), "'application':'refused'");

    JsonNode failure = failure(asked);
    assertThat(failure.path("code").asText()).isEqualTo("CREDENTIAL_EXPIRED");
    assertThat(failure.path("message").asText()).startsWith("JWT_EXPIRED: ");
    assertThat(plain.events()).isEmpty();
  }

  private static boolean closed(String application) {
    String gate = "countersign_platform_gate_closed{application=\"" + application + "\",reason=";
    String metrics = fleet.web().get("/metrics").body();
    return metrics.lines().anyMatch(line -> line.startsWith(gate) && line.endsWith("} 1.0"));
  }

  /** Under the secret; of an xApp visit that never was. */
  private static String genuine(String application, Instant expiresAt) {
    SandboxApplication app = fleet.application(application);
    SignIn signIn = fleet.signIn(application);
    return new HostileTokens(
            app.key(),
            app.secret(),
            fleet.person("ada").account(),
            signIn.issuer(),
            signIn.published(),
            expiresAt.minusSeconds(3600))
        .xapp();
  }

  @Test
  void aTokenOfAnotherPersonThanIsExpectedIsRefusedBeforeAnyCall() {
    String expected = fleet.person(fleet.newId()).account();

    Asked asked =
        ask(fleet.signIn("default").xapp("ada"), "'expect':{'account':'" + expected + "'}");

    JsonNode failure = failure(asked);
    assertThat(failure.path("code").asText()).isEqualTo("CREDENTIAL_INVALID");
    assertThat(failure.path("message").asText()).startsWith("JWT_ACCOUNT: ");
    assertThat(fleet.sandbox().payloads(asked.id())).isEmpty();
  }

  // --- the provider is down

  @Test
  void whileTheProvidersKeysCannotBeReadRequestsWaitAlsoForAnotherWorker() {
    try (Fleet alone = Fleet.setup().start()) {
      String token = alone.signIn("default").oauth2("ada");
      alone.sandbox().faults().add(Fault.on("oauth2", new Effect.Status(503, null, null)));
      Asked asked = alone.ask("'bearer':'" + token + "'");
      awaitReads(alone, 2);
      alone.stop(alone.worker());
      long before = reads(alone);
      alone.startWorker();
      awaitReads(alone, before + 2);
      assertThat(asked.events()).isEmpty();
      HttpResponse<String> ready = alone.web().get("/health/ready");
      assertThat(ready.body()).contains("OAuth2 provider: its keys cannot be read: ", "HTTP 503");

      alone.sandbox().faults().clear();

      assertThat(asked.awaits("CREATED").path("created").path("push_accepted").asBoolean())
          .isTrue();
      assertThat(alone.sandbox().payloads(asked.id())).hasSize(1);
      assertThat(alone.web().get("/health/ready").body()).doesNotContain("OAuth2");
    }
  }

  private static void awaitReads(Fleet alone, long count) {
    Fleet.await("failed reads of the keys").until(() -> reads(alone) >= count);
  }

  private static long reads(Fleet alone) {
    return alone.sandbox().calls().stream().filter(call -> call.status() == 503).count();
  }

  // --- where the token is not

  @Test
  void theTokenIsInNoEventAndInNoStateOnceThePayloadExists() {
    try (Readback states = fleet.states()) {
      String token = fleet.signIn("default").xapp("ada");
      Asked asked = ask(token);
      String payload = asked.awaits("CREATED").path("payload_uuid").asText();

      List<ConsumerRecord<byte[], byte[]>> written =
          Fleet.until(
              "the state that knows the payload",
              () -> {
                var found = states.matching(record -> asked.id().equals(Readback.key(record)));
                boolean there = !found.isEmpty() && text(found.getLast()).contains(payload);
                return there ? found : null;
              });
      assertThat(text(written.getFirst())).contains(token);
      assertThat(text(written.getLast())).doesNotContain(token);
      assertThat(asked.records())
          .allSatisfy(record -> assertThat(text(record)).doesNotContain(token));
    }
  }

  @Test
  void whatIsRefusedIsNotQuoted() {
    String token = fleet.signIn("shop").xapp("ada");
    Asked asked = ask(token);
    failure(asked);

    assertThat(asked.records())
        .allSatisfy(
            record -> {
              assertThat(text(record)).doesNotContain(token.split("\\."));
              record
                  .headers()
                  .forEach(
                      header ->
                          assertThat(new String(header.value(), UTF_8)).doesNotContain(token));
            });
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.value(), UTF_8);
  }
}
