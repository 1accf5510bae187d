package dev.countersign.worker;

import static dev.countersign.worker.Queueing.T0;
import static dev.countersign.worker.Queueing.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.platform.Gate;
import dev.countersign.platform.budget.Backlog;
import dev.countersign.platform.budget.Outlook;
import dev.countersign.request.Ask.Priority;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueMetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final QueueMetrics metrics = new QueueMetrics(registry);
  private final WaitingRoom room = new WaitingRoom(4, Duration.ofSeconds(10));

  @Test
  void whoWaitsIsCountedByApplicationAndPriority() {
    enter(request("a").with(Priority.HIGH));
    enter(request("b").with(Priority.LOW));
    enter(request("c").with(Priority.LOW).to("shop"));

    metrics.seen(room, T0);

    assertThat(waiting("default", "HIGH")).isEqualTo(1);
    assertThat(waiting("default", "NORMAL")).isZero();
    assertThat(waiting("default", "LOW")).isEqualTo(1);
    assertThat(waiting("shop", "LOW")).isEqualTo(1);
  }

  @Test
  void whoHasGoneIsNotCountedAnyMore() {
    enter(request("a"));
    metrics.seen(room, T0);
    room.leave("a");

    metrics.seen(room, T0);

    assertThat(waiting("default", "NORMAL")).isZero();
    assertThat(gauge("oldest.seconds")).isZero();
  }

  @Test
  void nobodyWaitsWhereTheLoopIsGone() {
    enter(request("a").arrivedAt(T0.minusSeconds(7)));
    metrics.seen(room, T0);

    metrics.gone();

    assertThat(waiting("default", "NORMAL")).isZero();
    assertThat(gauge("oldest.seconds")).isZero();
    assertThat(gauge("eta.seconds")).isNaN();
  }

  @Test
  void theOldestCountsFromItsCommand() {
    enter(request("a").arrivedAt(T0.minusSeconds(7)));
    enter(request("b"));

    metrics.seen(room, T0.plusSeconds(5));

    assertThat(gauge("oldest.seconds")).isEqualTo(12);
  }

  @Test
  void theEtaIsThatOfACommandThatComesNow() {
    enter(request("a"));
    enter(request("low").with(Priority.LOW));
    room.outlook(
        "default", new Outlook(List.of(T0.plusSeconds(20), T0.plusSeconds(50)), Backlog.NONE));

    metrics.seen(room, T0.plusSeconds(10));

    assertThat(gauge("eta.seconds")).isEqualTo(40);
  }

  @Test
  void whatNobodyCanTellIsNotANumber() {
    enter(request("a"));

    metrics.seen(room, T0);

    assertThat(gauge("eta.seconds")).isNaN();
  }

  @Test
  void nobodyCanTellHowLongTheOperatorPausesAnApplication() {
    enter(request("a"));
    room.gate("default", new Gate.Closed(Gate.Reason.PAUSED, Instant.MAX, "paused"));

    metrics.seen(room, T0);

    assertThat(gauge("eta.seconds")).isNaN();
  }

  private void enter(Queueing request) {
    room.enter(request.state(), 0, 0, null, T0);
  }

  private double waiting(String application, String priority) {
    return registry
        .get("countersign.budget.waiting")
        .tags("application", application, "priority", priority)
        .gauge()
        .value();
  }

  private double gauge(String name) {
    return registry.get("countersign.budget." + name).tag("application", "default").gauge().value();
  }
}
