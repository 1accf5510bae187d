package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §17.8: how the platform behaves can be chosen")
class SettingsTest extends SandboxTest {
  private static final String UNKNOWN = "11111111-1111-4111-8111-111111111111";
  private static final String PHP_KEY = "aaaaaaaa-bbbb-cccc-dddd-1234567890ab";
  private static final String PHP_SECRET = "cbbbbbbb-aaaa-cccc-dddd-1234567890ab";

  @Test
  @DisplayName("§7.2 a socket for an unknown uuid can be left in silence instead")
  void silentUnknownSockets() {
    control("POST", "settings", "{\"unknown_uuid\":\"silent\"}");
    SocketProbe probe = watch(UNKNOWN);
    // Opened later, told at once: the silent one has had its time.
    settled(backend.created(SIGN_IN));

    assertThat(probe.silent()).isTrue();
    control("POST", "settings", "{\"unknown_uuid\":\"close\"}");
    assertThat(watch(UNKNOWN).closeCode()).isEqualTo(1000);
  }

  @Test
  @DisplayName("§7.2 sockets that are left in silence are counted, and dropped like others")
  void silentSocketsAreThere() {
    sandbox.change(Settings::withSilentUnknownSockets);
    SocketProbe dropped = watch(UNKNOWN);
    SocketProbe other = watch(UNKNOWN.replace('1', '2').replace("-4222-8", "-4111-8"));
    Awaitility.await().until(() -> sandbox.openSockets() == 2);
    sandbox.faults().dropSockets(null, UNKNOWN);

    assertThat(dropped.closeCode()).isEqualTo(SocketProbe.UNCLEAN);
    Awaitility.await().until(() -> sandbox.openSockets() == 1);
    sandbox.faults().dropSockets();
    assertThat(other.closeCode()).isEqualTo(SocketProbe.UNCLEAN);
    Awaitility.await().until(() -> sandbox.openSockets() == 0);
  }

  @Test
  @DisplayName("§7.1 §8.1 old bodies: no txid in frame and webhook")
  void oldFrames() {
    try (WebhookReceiver receiver = new WebhookReceiver()) {
      sandbox.webhookUrl(SandboxApplication.DEFAULT.key(), receiver.url());
      sandbox.change(Settings::withOldBodies);
      String uuid = backend.created(SIGN_IN);
      SocketProbe probe = settled(uuid);
      sandbox.person("ada").sign(uuid);

      assertThat(probe.next(4).getLast()).contains("\"signed\":true").doesNotContain("txid");
      assertThat(receiver.next().text()).contains("\"signed\":true").doesNotContain("txid");
    }
  }

  @Test
  @DisplayName("§5.1 old bodies: no environment_* and none of the later options when read")
  void oldReads() {
    sandbox.change(Settings::withOldBodies);
    String uuid = backend.created(SIGN_IN);
    sandbox.person("ada").sign(uuid);
    JsonNode read = backend.read(uuid);

    assertThat(read.path("response").properties())
        .noneMatch(field -> field.getKey().startsWith("environment_"));
    assertThat(read.at("/response/txid").asText()).hasSize(64);
    assertThat(read.path("meta").properties())
        .noneMatch(f -> f.getKey().matches("pathfinding.*|force_network|signers"));
    assertThat(backend.delete("payload/" + uuid).expect(200).path("meta").has("signers")).isFalse();
  }

  @Test
  @DisplayName("§8.2 the signature of webhooks can be left out")
  void noSignature() {
    try (WebhookReceiver receiver = new WebhookReceiver()) {
      sandbox.webhookUrl(SandboxApplication.DEFAULT.key(), receiver.url());
      control("POST", "settings", "{\"webhook_signatures\":false}");
      sandbox.person("ada").sign(backend.created(SIGN_IN));

      WebhookReceiver.Hook hook = receiver.next();
      assertThat(hook.headers()).doesNotContainKey("X-xumm-request-signature");
      assertThat(hook.header("x-xumm-request-timestamp")).isNotEmpty();
    }
  }

  @Test
  @DisplayName("§14 relaxed keys: a pair that is no version 4 can be added and used")
  void relaxedKeys() {
    String pair = "{\"key\":\"%s\",\"secret\":\"%s\"}".formatted(PHP_KEY, PHP_SECRET);
    Backend php = backend.as(PHP_KEY, PHP_SECRET);

    assertThat(php.get("ping").error()).isEqualTo("403 812");
    assertThat(refusal(pair, 400)).contains("version 4 UUIDs").doesNotContain(PHP_SECRET);
    control("POST", "settings", "{\"relaxed_keys\":true}");
    assertThat(php.get("ping").error()).isEqualTo("403 811");
    assertThat(control("POST", "applications", pair).path("key").asText()).isEqualTo(PHP_KEY);
    php.get("ping").expect(200);
    assertThat(backend.as("bogus", "credentials").get("ping").error()).isEqualTo("403 812");
  }

  @Test
  @DisplayName("CONTRACT §10 an application can be added with a given key and secret, once")
  void givenCredentials() {
    String key = "6f1f0d2a-1111-4111-8111-000000000001";
    String secret = "6f1f0d2a-1111-4111-8111-000000000002";
    String pair = "{\"key\":\"%s\",\"secret\":\"%s\",\"name\":\"shop\"}".formatted(key, secret);
    control("POST", "applications", pair);

    assertThat(
            backend.as(key, secret).get("ping").expect(200).at("/auth/application/name").asText())
        .isEqualTo("shop");
    assertThat(refusal(pair, 409)).contains(key);
    assertThat(refusal("{\"secret\":\"%s\"}".formatted(secret), 400)).startsWith("key: is missing");
  }

  @Test
  @DisplayName("CONTRACT §10 what is left out stays, what is unknown is refused by name")
  void changes() {
    control("POST", "settings", "{\"old_bodies\":true}");

    assertThat(control("POST", "settings", "{\"relaxed_keys\":true}"))
        .isEqualTo(
            Json.parse(
                """
                {"relaxed_keys":true,"old_bodies":true,"unknown_uuid":"close",
                 "webhook_signatures":true,"webhooks_to_localhost":true,"limit_headers":"all",
                 "limit_page":false,"limit_retry_after":false}"""));
    assertThat(
            backend
                .call("POST", "/sandbox/settings", "{\"unknown_uuid\":\"shout\"}")
                .expect(400)
                .at("/error/message")
                .asText())
        .isEqualTo("unknown_uuid: \"shout\" is neither \"close\" nor \"silent\".");
    control("POST", "reset", "");
    assertThat(control("GET", "settings", "").path("old_bodies").asBoolean()).isFalse();
  }

  private String refusal(String body, int status) {
    return backend
        .call("POST", "/sandbox/applications", body)
        .expect(status)
        .at("/error/message")
        .asText();
  }
}
