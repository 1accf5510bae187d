package dev.countersign.http;

import dev.countersign.worker.Worker;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** {@code GET /} and all that its page asks for, on the operations port. */
public final class Console implements AutoCloseable {
  private final List<Route> routes = new ArrayList<>();
  private final EventPage events;

  /** Which worker this is. */
  public record Self(String name, String version, Instant startedAt) {}

  public Console(
      Vertx vertx,
      Self self,
      Collection<String> applications,
      Callers callers,
      Vouchers vouchers,
      RequestPages requests,
      Worker worker,
      MeterRegistry meters) {
    String fleet = worker.requests().fleet();
    Operators operators = new Operators(callers, vouchers, fleet);
    WorkerDocument document =
        new WorkerDocument(
            self.version(),
            self.startedAt(),
            applications,
            meters,
            worker.health()::ready,
            worker.health()::gates);
    this.events = new EventPage(vertx, operators, worker.events());
    routes.addAll(new ConsoleFiles(operators.areConfigured()).routes());
    routes.addAll(
        new FleetPages(
                operators,
                vouchers,
                fleet,
                self.name(),
                worker.members(),
                document,
                new Forwarder(vertx, fleet))
            .routes());
    routes.add(events.route());
    routes.add(new CancelPage(operators, requests, worker.cancels()).route());
    routes.add(new QrPage(operators).route());
  }

  public List<Route> routes() {
    return List.copyOf(routes);
  }

  /** Ends the streams, which would go on for as long as somebody looks. */
  @Override
  public void close() {
    events.close();
  }
}
