package dev.countersign.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.Ask;
import dev.countersign.request.Event;
import dev.countersign.request.Handover;
import dev.countersign.request.LedgerNews;
import dev.countersign.request.Lifecycle;
import dev.countersign.request.Networks;
import dev.countersign.request.Payload;
import dev.countersign.request.RequestState;
import dev.countersign.request.Settings;
import dev.countersign.request.Signal;
import dev.countersign.request.Step;
import dev.countersign.request.Transaction;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FunnelTest {
  private static final Instant NOW = Remembered.NOW;
  private static final String TXID = "AB".repeat(32);
  private static final Signal CREATED =
      new Signal.Created(Remembered.PAYLOAD.uuid(), Remembered.PAYLOAD.links(), true);
  private static final Signal OPENED = new Signal.Hinted(Signal.Hint.OPENED);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Funnel funnel = new Funnel(registry);
  private final Lifecycle lifecycle =
      new Lifecycle(
          new Settings(
              60,
              Duration.ofHours(24),
              Duration.ofDays(7),
              Duration.ofMinutes(15),
              Duration.ofSeconds(10),
              Networks.NONE,
              Duration.ofHours(24)));

  private final OwnedPartition partition = new OwnedPartition(0, NOW);
  private Turn turn = new Turn();

  /** A signal in this turn, so many seconds after the command. */
  private RequestState after(RequestState state, int seconds, Signal signal) {
    partition.states.putIfAbsent(Remembered.ID, state);
    Step step = lifecycle.apply(state, signal, NOW.plusSeconds(seconds));
    turn.change(partition, Remembered.ID, step.next(), null);
    turn.events.addAll(step.events());
    return step.next();
  }

  private void committed() {
    funnel.told(turn);
    turn.changes.forEach((id, change) -> partition.states.put(id, change.after()));
    turn = new Turn();
  }

  private double seconds(String stage) {
    Timer timer = registry.get("countersign.stage").tag("stage", stage).timer();
    assertThat(timer.count()).isEqualTo(1);
    return timer.totalTime(TimeUnit.SECONDS);
  }

  private double events(String channel, String delivery, Event.Type type) {
    return registry
        .get("countersign.events")
        .tags("application", "default", "channel", channel, "delivery", delivery)
        .tag("type", type.name())
        .counter()
        .count();
  }

  @Test
  void creatingTakesFromTheCommandOn() {
    after(Remembered.creating(), 3, CREATED);
    committed();

    assertThat(seconds("created")).isEqualTo(3);
    assertThat(events("push", "AUTO", Event.Type.CREATED)).isEqualTo(1);
  }

  @Test
  void openingTakesFromTheCreationOnAlsoWhenAnotherTurnHasTold() {
    RequestState open = after(Remembered.creating(), 3, CREATED);
    committed();
    after(open, 10, OPENED);
    committed();

    assertThat(seconds("opened")).isEqualTo(7);
    assertThat(events("push", "AUTO", Event.Type.OPENED)).isEqualTo(1);
  }

  @Test
  void allMayHappenInOneTurn() {
    after(after(Remembered.creating(), 3, CREATED), 10, OPENED);
    committed();

    assertThat(seconds("created")).isEqualTo(3);
    assertThat(seconds("opened")).isEqualTo(7);
  }

  @Test
  void whatNobodyWasPushedCameByQr() {
    after(settling(new Handover(Ask.Delivery.QR_ONLY, false, NOW)), 20, ledger());
    committed();

    assertThat(events("qr", "QR_ONLY", Event.Type.SETTLEMENT_FAILED)).isEqualTo(1);
  }

  @Test
  void settlingTakesFromTheSignatureOn() {
    after(settling(null), 20, ledger());
    committed();

    assertThat(seconds("settled")).isEqualTo(15);
  }

  @Test
  void whatAnOlderReleaseCreatedIsCountedAndNotTimed() {
    after(Remembered.open(null, false), 10, OPENED);
    committed();

    assertThat(events("unknown", "unknown", Event.Type.OPENED)).isEqualTo(1);
    assertThat(registry.find("countersign.stage").timer()).isNull();
  }

  @Test
  void whatHasNoPayloadHasNoChannel() {
    after(Remembered.queued(null), 1, new Signal.CancelReceived(null, NOW));
    committed();

    assertThat(events("none", "AUTO", Event.Type.CANCELLED)).isEqualTo(1);
  }

  @Test
  void newsOfPeopleAreCountedByWhatBroughtThem() {
    after(Remembered.open(null, false), 10, OPENED);
    committed();

    assertThat(registry.get("countersign.news").tag("via", "WEBSOCKET").counter().count())
        .isEqualTo(1);
  }

  @Test
  void aClockThatIsBehindMakesNoTimeNegative() {
    after(Remembered.creating(), -3, CREATED);
    committed();

    assertThat(seconds("created")).isZero();
  }

  private static RequestState settling(@Nullable Handover handover) {
    Transaction transaction =
        new Transaction("mainnet", TXID, 9L, null, null, null, null, null, false);
    Payload payload = Remembered.PAYLOAD;
    return new RequestState.Settling(
        Remembered.subject(null),
        3,
        payload.uuid(),
        null,
        transaction,
        NOW.plusSeconds(5),
        NOW,
        0,
        null,
        handover);
  }

  private static Signal ledger() {
    return new Signal.LedgerTold(TXID, new LedgerNews.Never());
  }
}
