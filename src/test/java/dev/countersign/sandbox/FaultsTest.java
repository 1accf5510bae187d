package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CONTRACT §10: faults")
class FaultsTest extends SandboxTest {
  @Test
  void aStatusFaultAnswersAsOftenAsItSays() {
    control("POST", "faults", "{\"path\":\"create\",\"times\":2,\"status\":503}");

    assertThat(List.of(status(), status(), status())).containsExactly(503, 503, 200);
    assertThat(sandbox.faults().exhausted()).isTrue();
  }

  @Test
  void aStatusFaultCanBeAPageOfAProxy() {
    control("POST", "faults", "{\"status\":502,\"body\":\"<h1>Bad gateway</h1>\"}");

    Backend.Reply reply = backend.get("ping");
    assertThat(reply.text()).isEqualTo("<h1>Bad gateway</h1>");
    assertThat(reply.header("Content-Type")).startsWith("text/html");
  }

  @Test
  void aFaultIsAboutItsApplicationAndPathOnly() {
    SandboxApplication other = sandbox.addApplication("other");
    sandbox.faults().add(Fault.answer("create", 500).ofApplication(other.key()));

    assertThat(status()).isEqualTo(200);
    assertThat(backend.as(other).create(SIGN_IN).status()).isEqualTo(500);
    assertThat(backend.as(other).get("ping").status()).isEqualTo(200);
  }

  @Test
  void aPathPrefixMatchesToo() {
    control("POST", "faults", "{\"path\":\"/api/v1/platform/pay\",\"unauthorized\":true}");

    assertThat(backend.create(SIGN_IN).error()).isEqualTo("403 813");
    backend.get("ping").expect(200);
  }

  @Test
  void aLostAnswerWasProcessed() {
    sandbox.faults().add(Fault.loseAnswer("create").once());

    assertThatThrownBy(() -> backend.create(SIGN_IN)).isInstanceOf(UncheckedIOException.class);
    assertThat(sandbox.payloads()).hasSize(1);
  }

  @Test
  void aResetWasNotProcessed() {
    sandbox.faults().add(Fault.reset("create").once());

    assertThatThrownBy(() -> backend.create(SIGN_IN)).isInstanceOf(UncheckedIOException.class);
    assertThat(sandbox.payloads()).isEmpty();
  }

  @Test
  void aRateLimitFaultCanSayWhenToComeBack() {
    control("POST", "faults", "{\"rate_limited\":true,\"retry_after\":7,\"html\":true}");

    Backend.Reply reply = backend.create(SIGN_IN);
    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.header("Retry-After")).isEqualTo("7");
    assertThat(reply.text()).startsWith("<html>");
  }

  @Test
  void aLatencyCanBeADistributionOfOneEndpointAndApplication() {
    SandboxApplication slow = sandbox.addApplication("slow");
    control(
        "POST",
        "faults",
        "{\"application\":\"%s\",\"path\":\"ping\",\"latency_ms\":{\"min\":60,\"max\":90}}"
            .formatted(slow.key()));
    long before = System.nanoTime();
    backend.as(slow).get("ping").expect(200);

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(59));
    assertThat(control("GET", "faults", "").at("/faults/0/latency_ms"))
        .isEqualTo(Json.parse("{\"min\":60,\"max\":90}"));
  }

  @Test
  void aLatencyPassesBeforeTheAnswer() {
    sandbox.faults().add(Fault.latency("ping", Duration.ofMillis(120)));
    long before = System.nanoTime();
    backend.get("ping").expect(200);

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(119));
  }

  @Test
  void aFreshPayloadIsInvisibleDuringTheReadLag() {
    sandbox.faults().add(Fault.readLag(Duration.ofSeconds(30)));
    String uuid =
        backend.created(
            "{\"txjson\":{\"TransactionType\":\"SignIn\"},\"custom_meta\":{\"identifier\":\"i\"}}");

    assertThat(backend.get("payload/" + uuid).error()).isEqualTo("404 404");
    assertThat(backend.get("payload/ci/i").error()).isEqualTo("404 404");
    sandbox.clock().advance(Duration.ofSeconds(31));
    backend.get("payload/ci/i").expect(200);
  }

  @Test
  void aProbabilityWithASeedGivesTheSameRun() {
    sandbox.faults().add(Fault.answer("ping", 500).withProbability(0.5, 7));
    List<Integer> first = List.of(ping(), ping(), ping(), ping(), ping(), ping(), ping(), ping());
    sandbox.faults().clear();
    sandbox.faults().add(Fault.answer("ping", 500).withProbability(0.5, 7));

    assertThat(List.of(ping(), ping(), ping(), ping(), ping(), ping(), ping(), ping()))
        .isEqualTo(first)
        .contains(200, 500);
  }

  @Test
  void socketsCanBeDroppedWithoutACloseFrame() {
    SocketProbe probe = settled(backend.created(SIGN_IN));
    control("POST", "faults", "[{\"drop_sockets\":true}]");

    assertThat(probe.closeCode()).isEqualTo(SocketProbe.UNCLEAN);
    Awaitility.await().until(() -> sandbox.openSockets() == 0);
  }

  @Test
  void socketsThatAreGoneAlreadyDoNotKeepOthersFromBeingDropped() {
    SocketProbe probe = settled(backend.created(SIGN_IN));
    control("POST", "faults", "[{\"drop_sockets\":true},{\"drop_sockets\":true}]");

    assertThat(probe.closeCode()).isEqualTo(SocketProbe.UNCLEAN);
    Awaitility.await().until(() -> sandbox.openSockets() == 0);
  }

  @Test
  void aSocketCanBeSilentFromTheStart() {
    control("POST", "faults", "{\"silent_sockets\":\"all\",\"times\":1}");
    String uuid = backend.created(SIGN_IN);
    SocketProbe silent = watch(uuid);
    assertThat(watch(uuid).next()).contains("Welcome");

    sandbox.person("ada").open(uuid);
    assertThat(sandbox.openSockets()).isEqualTo(2);
    assertThat(silent.fragments()).isZero();
  }

  @Test
  void aSocketCanFallSilentAfterWelcome() {
    control("POST", "faults", "{\"silent_sockets\":\"welcome\",\"times\":1}");
    String uuid = backend.created(SIGN_IN);
    SocketProbe silent = watch(uuid);
    settled(uuid);

    assertThat(silent.next()).contains("Welcome");
    assertThat(silent.fragments()).isOne();
  }

  @Test
  void framesCanComeInFragments() {
    sandbox.faults().add(Fault.on("socket", new Effect.FragmentedFrames()));
    String uuid = backend.created(SIGN_IN);
    SocketProbe probe = watch(uuid);

    assertThat(probe.next()).isEqualTo("{\"message\":\"Welcome " + uuid + "\"}");
    assertThat(probe.fragments()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void garbageComesBetweenWelcomeAndTheCountdown() {
    sandbox.faults().add(Fault.on("socket", new Effect.GarbageFrames()));
    SocketProbe probe = watch(backend.created(SIGN_IN));

    List<String> frames = probe.next(9);
    assertThat(frames.getFirst()).contains("Welcome");
    assertThat(frames).anySatisfy(f -> assertThat(f.length()).isBetween(60_000, 65_536));
    assertThat(frames.getLast()).contains("expires_in_seconds");
  }

  @Test
  void aHandshakeCanBeRefused() {
    sandbox.faults().add(Fault.answer("socket", 503).once());
    String uuid = backend.created(SIGN_IN);

    assertThatThrownBy(() -> watch(uuid)).isInstanceOf(CompletionException.class);
    assertThat(watch(uuid).next()).contains("Welcome");
  }

  @Test
  void aHandshakeCanBeDelayed() {
    sandbox.faults().add(Fault.latency("socket", Duration.ofMillis(30)));

    assertThat(watch(backend.created(SIGN_IN)).next()).contains("Welcome");
  }

  @Test
  void aDelayedHandshakeCanBeRefused() {
    sandbox.faults().add(Fault.latency("socket", Duration.ofMillis(30)));
    sandbox.faults().add(Fault.answer("socket", 503).once());
    String uuid = backend.created(SIGN_IN);

    assertThatThrownBy(() -> watch(uuid)).isInstanceOf(CompletionException.class);
    assertThat(watch(uuid).next()).contains("Welcome");
  }

  @Test
  void anUnknownEffectIsRefusedByName() {
    Backend.Reply reply = backend.call("POST", "/sandbox/faults", "{\"explode\":true}");

    assertThat(reply.expect(400).at("/error/message").asText()).contains("'explode'");
  }

  private int status() {
    return backend.create(SIGN_IN).status();
  }

  private int ping() {
    return backend.get("ping").status();
  }

  @Test
  @DisplayName("PROTOCOL §2.1: keys in any letter case, in rules and in calls")
  void anApplicationIsMeantInAnyLetterCase() {
    SandboxApplication shop = sandbox.addApplication("shop");
    String shouted = shop.key().toUpperCase(Locale.ROOT);
    control("POST", "faults", "{\"application\":\"%s\",\"status\":503}".formatted(shouted));

    assertThat(backend.as(shop).get("ping").status()).isEqualTo(503);
    assertThat(backend.as(shouted, shop.secret()).get("ping").status()).isEqualTo(503);
    assertThat(ping()).isEqualTo(200);
  }

  @Test
  void socketsOfOneApplicationCanBeDropped() {
    SandboxApplication shop = sandbox.addApplication("shop");
    SocketProbe theirs = settled(backend.as(shop).created(SIGN_IN));
    SocketProbe ours = settled(backend.created(SIGN_IN));
    String key = shop.key().toUpperCase(Locale.ROOT);
    control("POST", "faults", "{\"drop_sockets\":true,\"application\":\"%s\"}".formatted(key));

    assertThat(theirs.closeCode()).isEqualTo(SocketProbe.UNCLEAN);
    assertThat(ours.untilReply()).isEmpty();
  }

  @Test
  void socketsOfOnePayloadCanBeDropped() {
    String uuid = backend.created(SIGN_IN);
    SocketProbe dropped = settled(uuid);
    SocketProbe other = settled(backend.created(SIGN_IN));
    sandbox.faults().dropSockets(SandboxApplication.DEFAULT.key(), sandbox.url() + "/sign/" + uuid);

    assertThat(dropped.closeCode()).isEqualTo(SocketProbe.UNCLEAN);
    assertThat(other.untilReply()).isEmpty();
  }
}
