package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §7: status sockets")
class StatusSocketTest extends SandboxTest {
  private static final String EXPIRED = "{\"expired\":true}";

  @Test
  @DisplayName("§7.1 Welcome and the countdown come at once, the countdown again every 15 s")
  void theFirstFrames() {
    String uuid = backend.created(SIGN_IN);
    SocketProbe probe = watch(uuid);

    assertThat(probe.next()).isEqualTo("{\"message\":\"Welcome " + uuid + "\"}");
    assertThat(secondsIn(probe.next())).isBetween(86_390L, 86_400L);
    sandbox.clock().advance(Duration.ofSeconds(15));
    assertThat(secondsIn(probe.next())).isBetween(86_375L, 86_385L);
    assertThat(probe.untilReply()).isEmpty();
  }

  @Test
  @DisplayName("§7 no subprotocol is chosen, and a binary frame is not answered")
  void nothingButTextFrames() {
    String uuid = backend.created(SIGN_IN);
    assertThat(SocketProbe.subprotocol(sandbox.url(), uuid, "xumm")).isEmpty();

    SocketProbe probe = settled(uuid);
    probe.sayBytes((byte) 1, (byte) 2);
    assertThat(probe.untilReply()).isEmpty();
  }

  @Test
  @DisplayName("§7.1, §12 a payment: opened at scan and accept, pre_signed, resolved, dispatched")
  void theOrderOfASignature() {
    String uuid = backend.created(PAYMENT);
    SocketProbe probe = settled(uuid);
    sandbox.person("ada").sign(uuid);

    List<String> frames = probe.next(5);
    assertThat(frames.subList(0, 3))
        .containsExactly("{\"opened\":true}", "{\"opened\":true}", "{\"pre_signed\":true}");
    assertThat(frames.get(3)).contains("\"signed\":true");
    assertThat(frames.get(4)).isEqualTo("{\"dispatched\":true}");
  }

  @Test
  @DisplayName("§7.1 the resolve frame of a signature")
  void theResolveFrame() {
    String uuid =
        backend.created(
            """
            {"txjson":{"TransactionType":"SignIn"},
             "custom_meta":{"identifier":"a-1","blob":{"n":1.50}}}""");
    SocketProbe probe = settled(uuid);
    String txid = sandbox.person("ada").sign(uuid).txid();

    JsonNode frame = Json.parse(probe.next(4).getLast());
    String call = frame.path("reference_call_uuidv4").asText();
    assertThat(frame)
        .isEqualTo(
            Json.parse(
                """
                {"payload_uuidv4":"%s","reference_call_uuidv4":"%s","signed":true,
                 "user_token":true,"return_url":{"app":null,"web":null},"txid":"%s",
                 "opened_by_deeplink":true,
                 "custom_meta":{"identifier":"a-1","blob":{"n":1.50},"instruction":null}}"""
                    .formatted(uuid, call, txid)));
  }

  @Test
  @DisplayName("§7.1 a rejection has no txid and nothing is dispatched")
  void theResolveFrameOfARejection() {
    String uuid = backend.created(PAYMENT);
    SocketProbe probe = settled(uuid);
    sandbox.person("bob").reject(uuid);

    List<String> frames = probe.untilReply();
    assertThat(frames).hasSize(2);
    assertThat(frames.getLast()).contains("\"signed\":false").doesNotContain("txid");
  }

  @Test
  @DisplayName("§7.1 reads and cancels by the application are told as devapp_fetched, no more")
  void devappFetched() {
    String uuid = backend.created(SIGN_IN);
    SocketProbe probe = settled(uuid);
    backend.read(uuid);
    backend.delete("payload/" + uuid);

    assertThat(probe.untilReply())
        .containsExactly("{\"devapp_fetched\":true}", "{\"devapp_fetched\":true}");
  }

  @Test
  @DisplayName("§6 after a cancel a socket still keeps its original expiry")
  void theOriginalExpiryAfterACancel() {
    String uuid = backend.created(SIGN_IN);
    SocketProbe probe = settled(uuid);
    backend.delete("payload/" + uuid);
    probe.next();
    sandbox.clock().advance(Duration.ofHours(23));

    assertThat(secondsIn(probe.next())).isPositive();
    sandbox.clock().advance(Duration.ofHours(1));
    assertThat(probe.next(2)).contains(EXPIRED);
  }

  @Test
  @DisplayName("§7.1 expiry is told, the countdown goes on below zero, the server does not close")
  void expiry() {
    String uuid = backend.created(SIGN_IN);
    SocketProbe probe = settled(uuid);
    sandbox.clock().advance(Duration.ofHours(24).plusSeconds(1));

    assertThat(probe.next(2)).contains(EXPIRED);
    sandbox.clock().advance(Duration.ofSeconds(16));
    assertThat(secondsIn(probe.next())).isNegative();
    assertThat(probe.untilReply()).isEmpty();
  }

  @Test
  @DisplayName("§7.2 already resolved: Welcome, expired, and then nothing but replies")
  void alreadyResolved() {
    String uuid = backend.created(PAYMENT);
    sandbox.person("ada").sign(uuid);
    SocketProbe probe = watch(uuid);
    probe.next();

    assertThat(probe.next()).isEqualTo(EXPIRED);
    backend.read(uuid);
    sandbox.clock().advance(Duration.ofMinutes(1));
    assertThat(probe.untilReply()).isEmpty();
  }

  @Test
  @DisplayName("§7.2 already expired: Welcome, expired, then a countdown below zero")
  void alreadyExpired() {
    String uuid = backend.created(SIGN_IN);
    sandbox.clock().advance(Duration.ofDays(2));
    SocketProbe probe = watch(uuid);
    probe.next();

    assertThat(probe.next()).isEqualTo(EXPIRED);
    assertThat(probe.untilReply()).isEmpty();
    sandbox.clock().advance(Duration.ofSeconds(15));
    assertThat(secondsIn(probe.next())).isNegative();
  }

  @Test
  @DisplayName("§7.2 an unknown uuid gets one message and the socket is closed")
  void unknown() {
    SocketProbe probe = watch("11111111-1111-4111-8111-111111111111");

    assertThat(probe.next()).isEqualTo("{\"message\":\"...\"}");
    assertThat(probe.closeCode()).isEqualTo(1000);
  }

  @Test
  @DisplayName("§7.2 expired may follow a resolve frame; the countdown goes on too")
  void expiryAfterTheResolveFrame() {
    String uuid = backend.created(SIGN_IN);
    SocketProbe probe = settled(uuid);
    sandbox.person("ada").sign(uuid);
    probe.next(4);
    sandbox.clock().advance(Duration.ofDays(1));

    assertThat(probe.next(2)).contains(EXPIRED);
  }

  @Test
  @DisplayName("§7.2 the resolve frame comes before the state can be read")
  void theFrameBeforeTheState() {
    String uuid = backend.created(SIGN_IN);
    SocketProbe probe = settled(uuid);
    sandbox.clock().speed(0.001);
    CompletableFuture<?> signing =
        CompletableFuture.supplyAsync(() -> sandbox.person("ada").sign(uuid));
    probe.next(4);

    assertThat(backend.read(uuid).at("/meta/resolved").asBoolean()).isFalse();
    sandbox.clock().speed(1);
    assertThat(signing).succeedsWithin(Duration.ofSeconds(5));
    assertThat(backend.read(uuid).at("/meta/resolved").asBoolean()).isTrue();
  }

  @Test
  @DisplayName("§7 any number of clients may watch one payload")
  void severalClients() {
    String uuid = backend.created(SIGN_IN);
    List<SocketProbe> probes = List.of(settled(uuid), settled(uuid));
    assertThat(sandbox.openSockets(uuid)).isEqualTo(2);
    sandbox.person("ada").open(uuid);

    probes.forEach(probe -> assertThat(probe.next()).isEqualTo("{\"opened\":true}"));
  }

  @Test
  @DisplayName("§7.2 a closed socket is forgotten")
  void aClosedSocketIsForgotten() {
    String uuid = backend.created(SIGN_IN);
    settled(uuid).close();

    Awaitility.await().until(() -> sandbox.openSockets() == 0);
  }

  private static long secondsIn(String frame) {
    assertThat(frame).contains("expires_in_seconds");
    return Json.parse(frame).path("expires_in_seconds").asLong();
  }
}
