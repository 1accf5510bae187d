package dev.countersign.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.Action;
import dev.countersign.request.LedgerNews;
import dev.countersign.request.Lifecycle;
import dev.countersign.request.Networks;
import dev.countersign.request.RequestState;
import dev.countersign.request.Signal;
import dev.countersign.request.Transaction;
import dev.countersign.wire.StateCodec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CONTRACT §9: who waits for a ledger is seen to wait, also after a takeover")
class SettlementWatchTest {
  private static final Instant NOW = Remembered.NOW;
  private static final String OLD = "r-old";

  private final OnePartition topics = new OnePartition();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Mailbox mailbox = new Mailbox();
  private final List<String> asked = new ArrayList<>();
  private Instant now = NOW;
  private final OwnerLoop loop = open();

  private OwnerLoop open() {
    return topics.loop(
        new Lifecycle(OnePartition.settings(new Networks(Map.of("mainnet", 0L)))),
        new Generous(
            mailbox,
            (requestId, action) -> {
              if (action instanceof Action.Settle) {
                asked.add(requestId);
              }
            }),
        mailbox::tokensCaughtUp,
        () -> now,
        meters);
  }

  private void settling(String id, Instant signedAt) {
    Transaction transaction =
        new Transaction("mainnet", "AB".repeat(32), 9L, null, null, null, null, null, false);
    RequestState state =
        new RequestState.Settling(
            Remembered.subject(id, null),
            3,
            Remembered.PAYLOAD.uuid(),
            null,
            transaction,
            signedAt,
            NOW.plusSeconds(3600),
            0,
            null,
            null);
    topics.state(id, new StateCodec().encode(state));
  }

  @BeforeEach
  void twoAreTakenOver() {
    topics.state(StateCodec.currentSchemaKey(), StateCodec.currentSchemaValue());
    settling("r-1", NOW.minusSeconds(10));
    settling(OLD, NOW.minusSeconds(500));
    settling("r-2", NOW.minusSeconds(20));
    turn();
  }

  private void turn() {
    for (int i = 0; i < 20; i++) {
      loop.turn(Duration.ZERO);
      now = now.plusMillis(5);
    }
  }

  private double gauge(String name) {
    return meters.get(name).gauge().value();
  }

  @Test
  void theNewOwnerAsksForEachOfThem() {
    assertThat(asked).containsExactlyInAnyOrder("r-1", OLD, "r-2");
  }

  @Test
  void theOldestIsTold() {
    assertThat(gauge("countersign.settlements.pending")).isEqualTo(3);
    assertThat(gauge("countersign.settlements.oldest.seconds")).isEqualTo(500);
  }

  @Test
  void whatHasSettledIsNotAwaitedAnyMore() {
    mailbox.signal(OLD, new Signal.LedgerTold("AB".repeat(32), new LedgerNews.Never()));
    turn();
    assertThat(gauge("countersign.settlements.pending")).isEqualTo(2);
    assertThat(gauge("countersign.settlements.oldest.seconds")).isEqualTo(20);
  }

  @Test
  void afterTenMinutesItIsSaid() {
    assertThat(loop.unsettled()).isNull();
    now = NOW.plusSeconds(101);
    assertThat(loop.unsettled()).contains(NOW.minusSeconds(500).toString());
  }

  @Test
  void whoHasLostThemTellsOfNone() {
    loop.abandon();

    assertThat(gauge("countersign.partitions")).isZero();
    assertThat(gauge("countersign.requests")).isZero();
    assertThat(gauge("countersign.settlements.pending")).isZero();
    assertThat(gauge("countersign.settlements.oldest.seconds")).isZero();
  }
}
