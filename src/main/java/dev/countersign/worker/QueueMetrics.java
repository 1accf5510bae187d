package dev.countersign.worker;

import dev.countersign.platform.budget.Backlog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What waits at this worker for each application's budget. Metric names are API. */
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
    Gauge.builder("countersign.budget.oldest.seconds", queue, held -> held.oldest)
        .description("For how long the oldest command at this worker has waited for its create")
        .tag("application", application)
        .register(registry);
    Gauge.builder("countersign.budget.eta.seconds", queue, held -> held.eta)
        .description("In how long a command that came now would be created; NaN: nobody can tell")
        .tag("application", application)
        .register(registry);
    return queue;
  }

  private void waiting(
      String application, String priority, Queue queue, ToDoubleFunction<Backlog> count) {
    Gauge.builder("countersign.budget.waiting", queue, held -> count.applyAsDouble(held.backlog))
        .description("Requests at this worker that wait for their create")
        .tag("application", application)
        .tag("priority", priority)
        .register(registry);
  }
}
