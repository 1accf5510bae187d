package dev.countersign.platform;

import static dev.countersign.request.Signal.Hint.EXPIRED;
import static dev.countersign.request.Signal.Hint.GAP;
import static dev.countersign.request.Signal.Hint.OPENED;
import static dev.countersign.request.Signal.Hint.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.Action;
import dev.countersign.request.Payload;
import dev.countersign.request.Signal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DispatcherSocketsTest {
  private static final Duration DAY = Duration.ofHours(24);
  private final Rig rig = new Rig();

  private List<Signal.Hint> hints() {
    return rig.signals.stream().map(signal -> ((Signal.Hinted) signal).hint()).toList();
  }

  private FakeSockets.Socket standing(String uuid) {
    rig.start(uuid, rig.watch(uuid, true));
    rig.sockets.last().welcome();
    return rig.sockets.last();
  }

  /** Refuses the present socket and waits for the next one; returns for how long. */
  private Duration refuse() {
    int before = rig.sockets.opened.size();
    rig.sockets.last().receiver.closed("refused");
    for (int i = 1; i <= 301; i++) {
      rig.time.advance(Duration.ofMillis(100));
      if (rig.sockets.opened.size() > before) {
        return Duration.ofMillis(100L * i);
      }
    }
    throw new AssertionError("no new socket within 30 s");
  }

  private void keepAlive(int times) {
    for (int i = 0; i < times; i++) {
      rig.time.advanceSeconds(15);
      rig.sockets.last().keepalive();
    }
  }

  @Test
  void aFreshSocketThatStandsAtOnceMissedNothing() {
    standing("u1");
    assertThat(rig.signals).isEmpty();
  }

  @Test
  void aFreshSocketThatTookLongMayHaveMissedSomething() {
    rig.start("u1", rig.watch("u1", true));
    rig.time.advanceSeconds(6);
    rig.sockets.last().welcome();
    assertThat(hints()).containsExactly(GAP);
  }

  @Test
  void aFreshSocketMayTakeTheTimeOfATlsHandshake() {
    rig.start("u1", rig.watch("u1", true));
    rig.time.advance(Duration.ofMillis(900));
    rig.sockets.last().welcome();
    rig.time.advanceSeconds(20);
    assertThat(rig.signals).isEmpty();
  }

  @Test
  void everyTimeASocketStandsAgainSomethingMayHaveBeenMissed() {
    standing("u1");
    for (int i = 0; i < 3; i++) {
      refuse();
      rig.sockets.last().welcome();
    }
    assertThat(hints()).containsExactly(GAP, GAP, GAP);
  }

  @Test
  void aSocketOfAPayloadThatWasThereBeforeMayHaveMissedSomething() {
    rig.start("u1", rig.watch("u1", false));
    rig.sockets.last().welcome();
    assertThat(hints()).containsExactly(GAP);
  }

  @Test
  void framesAreHints() {
    FakeSockets.Socket socket = standing("u1");
    socket.receiver.message("{\"opened\":true}");
    socket.receiver.message("{\"payload_uuidv4\":\"u1\",\"signed\":false}");
    socket.receiver.message("{\"expired\":true}");
    assertThat(hints()).containsExactly(OPENED, RESOLVED, EXPIRED);
  }

  @Test
  void framesThatMeanNothingAreCountedAndDropped() {
    FakeSockets.Socket socket = standing("u1");
    socket.receiver.message("not json");
    socket.receiver.message("{\"payload_uuidv4\":\"other\",\"signed\":true}");
    socket.receiver.message("{\"news\":1}");
    assertThat(rig.signals).isEmpty();
    for (String reason : List.of("garbage", "other_payload", "unknown")) {
      assertThat(
              rig.meters
                  .get("countersign.platform.frames.dropped")
                  .tag("reason", reason)
                  .counter()
                  .count())
          .isEqualTo(1);
    }
  }

  @Test
  void aSocketThatIsSilentFor45SecondsIsReplaced() {
    FakeSockets.Socket socket = standing("u1");
    keepAlive(10);
    rig.time.advanceSeconds(44.9);
    assertThat(socket.closed).isFalse();
    rig.time.advanceSeconds(0.1);
    assertThat(socket.closed).isTrue();
    rig.time.advanceSeconds(1);
    rig.sockets.last().welcome();
    assertThat(rig.sockets.urls()).hasSize(2);
    assertThat(hints()).containsExactly(GAP);
  }

  @Test
  void aSocketWithoutAFirstFrameFor15SecondsIsReplaced() {
    rig.start("u1", rig.watch("u1", true));
    rig.time.advanceSeconds(14.9);
    assertThat(rig.sockets.last().closed).isFalse();
    rig.time.advanceSeconds(1);
    assertThat(rig.sockets.urls()).hasSize(2);
  }

  @Test
  void reconnectingHasNoLimitOfAttempts() {
    rig.start("u1", rig.watch("u1", true));
    for (int i = 0; i < 500; i++) {
      refuse();
    }
    assertThat(rig.sockets.urls()).hasSize(501);
  }

  @Test
  void reconnectingIsNoFasterThanItsBackoff() {
    rig.start("u1", rig.watch("u1", true));
    for (int i = 0; i < 10; i++) {
      refuse();
    }
    assertThat(refuse()).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
  }

  @Test
  void aSocketThatHeldStartsItsBackoffAnew() {
    rig.start("u1", rig.watch("u1", true));
    for (int i = 0; i < 10; i++) {
      refuse();
    }
    rig.sockets.last().welcome();
    keepAlive(3);
    assertThat(refuse()).isLessThanOrEqualTo(Duration.ofMillis(500));
  }

  @Test
  void aPayloadOutOfSightIsReadEvery15Minutes() {
    rig.start("u1", rig.watch("u1", true));
    Duration passed = Duration.ZERO;
    while (passed.compareTo(Duration.ofMinutes(61)) < 0) {
      passed = passed.plus(refuse());
    }
    assertThat(hints()).containsExactly(GAP, GAP, GAP, GAP);
  }

  @Test
  void anUnknownPayloadIsDoubtedOnceAndTriedAgain() {
    rig.start("u1", rig.watch("u1", false));
    for (int i = 0; i < 5; i++) {
      rig.sockets.last().receiver.message("{\"message\":\"...\"}");
      refuse();
    }
    assertThat(hints()).containsExactly(GAP);
    assertThat(rig.sockets.urls()).hasSize(6);
  }

  @Test
  void unwatchingClosesTheSocketForGood() {
    FakeSockets.Socket socket = standing("u1");
    rig.start("u1", new Action.Unwatch());
    socket.receiver.message("{\"expired\":true}");
    rig.time.advance(DAY);
    assertThat(socket.closed).isTrue();
    assertThat(rig.signals).isEmpty();
    assertThat(rig.sockets.urls()).hasSize(1);
  }

  @Test
  void releasingClosesTheSocketForGood() {
    FakeSockets.Socket socket = standing("u1");
    rig.dispatcher.release(List.of("u1"));
    socket.receiver.message("{\"expired\":true}");
    rig.time.advance(DAY);
    assertThat(socket.closed).isTrue();
    assertThat(rig.signals).isEmpty();
  }

  @Test
  void watchingTwiceHoldsOneSocket() {
    standing("u1");
    rig.start("u1", rig.watch("u1", false));
    assertThat(rig.sockets.urls()).hasSize(1);
  }

  @Test
  void theOfferedAddressIsUsedWhenItIsThePlatforms() {
    String offered = "wss://xumm.app:443/sign/u1?x=1";
    Payload payload = new Payload("u1", Rig.links(offered), rig.time.instant(), null, null);
    rig.start("u1", new Action.Watch(payload, false, true));
    assertThat(rig.sockets.urls()).containsExactly(offered);
  }

  @Test
  void anOfferedAddressElsewhereIsReplaced() {
    int number = 0;
    for (String offered :
        List.of(
            "wss://evil.example/sign/u1",
            "wss://xumm.app:8443/sign/u1",
            "ws://xumm.app/sign/u1",
            "wss://xumm.app@evil.example/sign/u1",
            "not a url")) {
      Payload payload = new Payload("u1", Rig.links(offered), rig.time.instant(), null, null);
      rig.start("r" + number++, new Action.Watch(payload, false, true));
    }
    assertThat(rig.sockets.urls()).hasSize(5).containsOnly("wss://xumm.app/sign/u1");
  }

  @Test
  void restoredPayloadsAreAttachedAtAPace() {
    Rig paced = new Rig(new Limits(10, 1000, 200));
    for (int i = 0; i < 400; i++) {
      paced.start("u" + i, paced.watch("u" + i, false));
    }
    paced.time.advanceSeconds(1);
    assertThat(paced.sockets.urls()).hasSizeBetween(190, 201);
    paced.time.advanceSeconds(1.1);
    assertThat(paced.sockets.urls()).hasSize(400);
  }

  @Test
  void lateTimersDoNotSlowThePace() {
    Rig paced = new Rig(new Limits(10, 20_000, 5_000));
    paced.time.late(Duration.ofMillis(3));
    for (int i = 0; i < 5_000; i++) {
      paced.start("u" + i, paced.watch("u" + i, false));
    }
    paced.time.advanceSeconds(1);
    assertThat(paced.sockets.urls()).hasSizeBetween(4_900, 5_000);
  }

  @Test
  void aPauseIsNotMadeUpFor() {
    Rig paced = new Rig(new Limits(10, 1000, 200));
    paced.start("first", paced.watch("first", false));
    paced.time.advanceSeconds(10);
    for (int i = 0; i < 400; i++) {
      paced.start("u" + i, paced.watch("u" + i, false));
    }
    assertThat(paced.sockets.urls()).hasSizeBetween(2, 12);
  }

  @Test
  void aFreshPayloadDoesNotWaitBehindRestoredOnes() {
    Rig paced = new Rig(new Limits(10, 1000, 1));
    paced.start("u1", paced.watch("u1", false));
    paced.start("u2", paced.watch("u2", false));
    paced.start("new", paced.watch("new", true));
    assertThat(paced.sockets.urls())
        .containsExactly("wss://xumm.app/sign/u1", "wss://xumm.app/sign/new");
  }

  @Test
  void openedOnesComeFirstThenThoseThatExpireNext() {
    Rig paced = new Rig(new Limits(10, 1000, 1));
    paced.start("first", paced.watch("first", false));
    paced.start("late", paced.watch("late", false, false, Duration.ofHours(3)));
    paced.start("soon", paced.watch("soon", false, false, Duration.ofHours(1)));
    paced.start("opened", paced.watch("opened", true, false, Duration.ofHours(9)));
    paced.time.advanceSeconds(3);
    assertThat(paced.sockets.urls().stream().map(url -> url.replaceAll(".*/", "")))
        .containsExactly("first", "opened", "soon", "late");
  }

  @Test
  void theNextSocketOfAPayloadThatWasMadeJustNowComesWhenItsExpirySaysSo() {
    Rig paced = new Rig(new Limits(10, 1000, 1));
    paced.start("late", Rig.create("late"));
    paced.api.next().answer(Rig.created("late"));
    paced.start("late", paced.watch("late", false, true, Duration.ofHours(3)));
    paced.sockets.last().receiver.closed("reset");
    paced.start("first", paced.watch("first", false));
    paced.start("soon", paced.watch("soon", false, false, Duration.ofHours(1)));
    paced.time.advanceSeconds(2);
    assertThat(paced.sockets.urls().stream().map(url -> url.replaceAll(".*/", "")))
        .containsExactly("late", "first", "soon", "late");
  }

  @Test
  void beyondTheLimitAPayloadWaitsUntilAPlaceIsFree() {
    Rig small = new Rig(new Limits(10, 2, 200));
    small.start("u1", small.watch("u1", true));
    small.start("u2", small.watch("u2", true));
    small.start("late", small.watch("late", false, true, Duration.ofHours(3)));
    small.start("soon", small.watch("soon", false, true, Duration.ofHours(1)));
    assertThat(small.sockets.urls()).hasSize(2);
    small.start("u1", new Action.Unwatch());
    assertThat(small.sockets.last().url).endsWith("/soon");
    assertThat(small.sockets.urls()).hasSize(3);
  }

  @Test
  void framesAreCountedSoThatDeafSocketsAreFound() {
    double before = rig.meters.get("countersign.platform.frames").counter().count();
    FakeSockets.Socket socket = standing("u1");
    double stands = rig.meters.get("countersign.platform.frames").counter().count();
    socket.receiver.message("{\"expires_in_seconds\":100}");
    assertThat(stands).isGreaterThan(before);
    assertThat(rig.meters.get("countersign.platform.frames").counter().count())
        .isEqualTo(stands + 1);
  }

  @Test
  void standingSocketsAreCounted() {
    standing("u1");
    standing("u2").receiver.closed("reset");
    assertThat(rig.meters.get("countersign.platform.sockets").gauge().value()).isEqualTo(1);
    assertThat(rig.meters.get("countersign.platform.socket.reconnects").counter().count())
        .isEqualTo(1);
  }

  @Test
  void closingClosesAllSockets() {
    FakeSockets.Socket one = standing("u1");
    FakeSockets.Socket two = standing("u2");
    rig.dispatcher.close();
    assertThat(List.of(one.closed, two.closed)).containsOnly(true);
  }
}
