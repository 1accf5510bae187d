package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §8.1 and §8.2: what a webhook says")
class WebhookTest extends SandboxTest {
  private static final String KEY = SandboxApplication.DEFAULT.key();

  private final WebhookReceiver receiver = new WebhookReceiver();

  @BeforeEach
  void theApplicationHasAWebhook() {
    sandbox.webhookUrl(KEY, receiver.url());
  }

  @AfterEach
  void closeReceiver() {
    receiver.close();
  }

  @Test
  @DisplayName("§8.1 the headers of a webhook, and no others of the platform's")
  void headers() {
    String uuid = backend.created(SIGN_IN);
    Instant before = sandbox.clock().now();
    sandbox.person("ada").sign(uuid);

    WebhookReceiver.Hook hook = receiver.next();
    assertThat(hook.method()).isEqualTo("POST");
    assertThat(hook.header("content-type")).isEqualTo("application/json");
    assertThat(hook.header("user-agent")).isEqualTo("xumm-webhook");
    assertThat(hook.header("x-xumm-attempt")).isEqualTo("1");
    assertThat(hook.header("x-xumm-payload")).isEqualTo(uuid);
    assertThat(Long.parseLong(hook.header("x-xumm-request-timestamp")))
        .isBetween(before.getEpochSecond(), before.getEpochSecond() + 5);
    assertThat(hook.header("x-xumm-request-signature")).matches("[0-9a-f]{40}");
    assertThat(hook.headers().keySet())
        .map(name -> name.toLowerCase(Locale.ROOT))
        .containsExactlyInAnyOrder(
            "content-type",
            "user-agent",
            "x-xumm-attempt",
            "x-xumm-payload",
            "x-xumm-request-timestamp",
            "x-xumm-request-signature",
            "content-length",
            "host");
  }

  @Test
  @DisplayName("§8.1 the body of a signature: the fields of its resolve frame, and the user token")
  void signed() {
    String uuid =
        backend.created(
            """
            {"txjson":{"TransactionType":"SignIn"},
             "options":{"return_url":{"app":"https://shop.example/{id}"}},
             "custom_meta":{"identifier":"order 1","blob":{"a":[1]},"instruction":"Hey"}}""");
    SocketProbe probe = settled(uuid);
    sandbox.person("ada").sign(uuid);
    JsonNode frame = Json.parse(probe.next(4).getLast());

    JsonNode body = receiver.next().json();
    assertThat(body.properties())
        .map(Map.Entry::getKey)
        .containsExactly("meta", "custom_meta", "payloadResponse", "userToken");
    assertThat(body.path("meta"))
        .isEqualTo(
            Json.object()
                .put("url", receiver.url().toString())
                .put("application_uuidv4", KEY)
                .put("payload_uuidv4", uuid)
                .put("opened_by_deeplink", true));
    assertThat(body.path("custom_meta"))
        .isEqualTo(
            Json.parse(
                "{\"identifier\":\"order 1\",\"blob\":{\"a\":[1]},\"instruction\":\"Hey\"}"));
    JsonNode response = body.path("payloadResponse");
    assertThat(response.properties())
        .map(Map.Entry::getKey)
        .containsExactlyInAnyOrder(
            "payload_uuidv4",
            "reference_call_uuidv4",
            "signed",
            "user_token",
            "return_url",
            "txid");
    for (var field : response.properties()) {
      assertThat(field.getValue()).as(field.getKey()).isEqualTo(frame.get(field.getKey()));
    }
    assertThat(response.at("/return_url/app").asText()).isEqualTo("https://shop.example/" + uuid);
    assertThat(response.path("txid").asText()).matches("[0-9A-F]{64}");
  }

  @Test
  @DisplayName("§8.4 userToken: 30 days from the signature, in unix seconds, and good for a push")
  void userToken() {
    sandbox.person("ada").sign(backend.created(SIGN_IN));

    JsonNode token = receiver.next().json().path("userToken");
    assertThat(token.properties()).hasSize(3);
    assertThat(token.path("user_token").asText()).isEqualTo(sandbox.person("ada").userToken(KEY));
    assertThat(token.path("token_issued").isIntegralNumber()).isTrue();
    assertThat(token.path("token_expiration").asLong() - token.path("token_issued").asLong())
        .isEqualTo(2_592_000);
  }

  @Test
  @DisplayName("§8.1 a rejection: signed false, no txid, and no token where there was none")
  void rejected() {
    sandbox.person("bob").reject(backend.created(SIGN_IN));

    JsonNode body = receiver.next().json();
    JsonNode response = body.path("payloadResponse");
    assertThat(response.path("signed").isBoolean()).isTrue();
    assertThat(response.path("signed").asBoolean()).isFalse();
    assertThat(response.has("txid")).isFalse();
    assertThat(response.path("user_token").asBoolean()).isFalse();
    assertThat(body.get("userToken").isNull()).isTrue();
  }

  @Test
  @DisplayName("§8.4 a rejection extends the token that is there, and says so")
  void rejectedWithAToken() {
    sandbox.person("ada").sign(backend.created(SIGN_IN));
    long first = receiver.next().json().at("/userToken/token_expiration").asLong();
    sandbox.clock().advance(Duration.ofDays(3));
    sandbox.person("ada").reject(backend.created(SIGN_IN));

    JsonNode body = receiver.next().json();
    assertThat(body.at("/payloadResponse/user_token").asBoolean()).isTrue();
    assertThat(body.at("/userToken/token_expiration").asLong())
        .isGreaterThanOrEqualTo(first + Duration.ofDays(3).toSeconds());
  }

  @Test
  @DisplayName("§8.1 no account, no blob and no result in the body")
  void nothingElse() {
    sandbox.person("ada").sign(backend.created(PAYMENT));

    assertThat(receiver.next().text())
        .doesNotContain(sandbox.person("ada").account(), "hex", "dispatched", "account", "secret");
  }

  @Test
  @DisplayName("§8.2 the signature is over the raw bytes, with the first hyphen of the secret gone")
  void signature() {
    sandbox
        .person("ada")
        .sign(
            backend.created(
                """
                {"txjson":{"TransactionType":"SignIn"},"custom_meta":{"instruction":"Hey ❤️"}}"""));

    WebhookReceiver.Hook hook = receiver.next();
    assertThat(hook.text()).contains("Hey ❤️");
    assertThat(hook.header("x-xumm-request-signature"))
        .isEqualTo(
            WebhookSignature.of(
                SandboxApplication.DEFAULT.secret(),
                hook.header("x-xumm-request-timestamp"),
                hook.body()));
  }

  @Test
  @DisplayName("§8.2 the test vector")
  void vector() {
    String body =
        "{\"meta\":{\"payload_uuidv4\":\"00000000-0000-4839-af2f-f794874a80b0\"},"
            + "\"custom_meta\":{\"instruction\":\"Hey \u2764\ufe0f\"}}";

    assertThat(
            WebhookSignature.of(
                "cbbbbbbb-aaaa-4ccc-8ddd-1234567890ab", "1700000000", body.getBytes(UTF_8)))
        .isEqualTo("51cf07d4ac1178bb8207ad2c478882a711e8a224");
  }

  @Test
  @DisplayName("§8.1 nothing is sent for open, expiry and cancel")
  void onlyForSignedAndRejected() {
    String expired = backend.created(SIGN_IN);
    sandbox.person("ada").open(expired);
    backend.delete("payload/" + backend.created(SIGN_IN)).expect(200);
    sandbox.clock().advance(Duration.ofDays(2));
    String signed = backend.created(SIGN_IN);
    sandbox.person("ada").sign(signed);

    assertThat(receiver.next().header("x-xumm-payload")).isEqualTo(signed);
    Awaitility.await().until(() -> !sandbox.webhooks().isEmpty());
    assertThat(sandbox.webhooks())
        .singleElement()
        .satisfies(only -> assertThat(only.payload()).isEqualTo(signed));
    assertThat(receiver.seen()).isEqualTo(1);
  }

  @Test
  @DisplayName("§5.2 §6 a signature after the cancel is told like any other")
  void signedAfterCancel() {
    String uuid = backend.created(SIGN_IN);
    backend.delete("payload/" + uuid).expect(200);
    sandbox.person("ada").sign(uuid, Signing.USUAL.asLate());

    WebhookReceiver.Hook hook = receiver.next();
    assertThat(hook.header("x-xumm-payload")).isEqualTo(uuid);
    assertThat(hook.json().at("/payloadResponse/signed").asBoolean()).isTrue();
  }

  @Test
  @DisplayName("§7.2 resolve frame, then database, then webhook")
  void order() {
    String uuid = backend.created(SIGN_IN);
    SocketProbe probe = settled(uuid);
    // Five milliseconds of lag are then five real seconds.
    sandbox.clock().speed(0.001);
    CompletableFuture<?> signing =
        CompletableFuture.runAsync(() -> sandbox.person("ada").sign(uuid));

    assertThat(probe.next(4).getLast()).contains("\"signed\":true");
    assertThat(backend.read(uuid).at("/meta/resolved").asBoolean()).isFalse();
    assertThat(receiver.seen()).isZero();
    sandbox.clock().speed(1);
    receiver.next();
    assertThat(backend.read(uuid).at("/meta/resolved").asBoolean()).isTrue();
    assertThat(signing).succeedsWithin(Duration.ofSeconds(5));
  }

  @Test
  @DisplayName("§9 ping names the webhook, empty without one")
  void ping() {
    assertThat(backend.get("ping").expect(200).at("/auth/application/webhookurl").asText())
        .isEqualTo(receiver.url().toString());
    control("POST", "applications", "{\"key\":\"%s\",\"webhook_url\":\"\"}".formatted(KEY));
    JsonNode none = backend.get("ping").expect(200).at("/auth/application/webhookurl");
    assertThat(none.isTextual()).isTrue();
    assertThat(none.asText()).isEmpty();
  }

  @Test
  @DisplayName("CONTRACT §10 an application is made with its webhook, and only it is called")
  void controlApi() {
    sandbox.webhookUrl(KEY, null);
    JsonNode made =
        control("POST", "applications", "{\"webhook_url\":\"%s\"}".formatted(receiver.url()));
    Backend shop = backend.as(made.path("key").asText(), made.path("secret").asText());
    sandbox.person("ada").sign(backend.created(SIGN_IN));
    sandbox.person("ada").sign(shop.created(SIGN_IN));

    assertThat(receiver.next().json().at("/meta/application_uuidv4")).isEqualTo(made.path("key"));
    assertThat(receiver.seen()).isEqualTo(1);
    assertThat(
            backend
                .call("POST", "/sandbox/applications", "{\"webhook_url\":\"ftp://x\"}")
                .expect(400)
                .at("/error/message")
                .asText())
        .isEqualTo("webhook_url: \"ftp://x\" is no http or https URL with a host.");
  }
}
