package dev.countersign.worker;

import dev.countersign.metrics.Metric;
import dev.countersign.platform.budget.Backlog;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What waits at this worker for each application's budget. */
final class QueueMetrics {
  private static final Duration PACE = Duration.ofMillis(500);

  private final MeterRegistry registry;
  private final Map<String, Queue> queues = new ConcurrentHashMap<>();

  private Instant nextAt = Instant.EPOCH;

  /** Written by the loop, read by whoever asks for the metrics. */
  private static final class Queue {
    volatile Backlog backlog = Backlog.NONE;
    volatile double oldest;
    volatile double eta;
  }

  QueueMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void seen(WaitingRoom room, Instant now) {
    if (now.isBefore(nextAt) && now.isAfter(nextAt.minus(PACE))) {
      return;
    }
    nextAt = now.plus(PACE);
    room.applications()
        .forEach(
            (application, waiting) -> {
              Queue queue = queues.computeIfAbsent(application, this::queue);
              queue.backlog = waiting.waiting();
              queue.oldest = seconds(waiting.oldest(), now, 0);
              queue.eta = seconds(now, waiting.newcomersTurn(now), Double.NaN);
            });
  }

  /** Nothing waits here any more. */
  void gone() {
    nextAt = Instant.EPOCH;
    queues
        .values()
        .forEach(
            queue -> {
              queue.backlog = Backlog.NONE;
              queue.oldest = 0;
              queue.eta = Double.NaN;
            });
  }

  private static double seconds(@Nullable Instant from, @Nullable Instant to, double unknown) {
    return from == null || to == null
        ? unknown
        : Math.max(0, Duration.between(from, to).toMillis() / 1000.0);
  }

  private Queue queue(String application) {
    Queue queue = new Queue();
    waiting(application, "HIGH", queue, Backlog::high);
    waiting(application, "NORMAL", queue, Backlog::normal);
    waiting(application, "LOW", queue, Backlog::low);
    Metric.BUDGET_OLDEST.gauge(registry, () -> queue.oldest, application);
    Metric.BUDGET_ETA.gauge(registry, () -> queue.eta, application);
    return queue;
  }

  private void waiting(
      String application, String priority, Queue queue, ToDoubleFunction<Backlog> count) {
    Metric.BUDGET_WAITING.gauge(
        registry, () -> count.applyAsDouble(queue.backlog), application, priority);
  }
}
