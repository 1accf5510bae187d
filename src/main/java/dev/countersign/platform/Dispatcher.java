package dev.countersign.platform;

import dev.countersign.config.Secret;
import dev.countersign.platform.budget.BudgetLog;
import dev.countersign.platform.budget.Demand;
import dev.countersign.platform.jwt.JwtCheck;
import dev.countersign.request.Action;
import dev.countersign.request.Subject;
import dev.countersign.tracing.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The platform for the owner loop: decides when which call is made and which socket held, and what
 * is repeated. It does no I/O and starts no thread of its own, so a simulation can run it.
 */
public final class Dispatcher implements Platform {
  private final Turns turns;
  private final CallQueue queue;
  private final Tasks tasks;
  private final SocketKeeper sockets;
  private final Exchanges exchanges;
  private final Verifications verifications;

  /** {@code platform} is the origin that sockets are opened at. */
  public Dispatcher(
      Ports ports,
      XamanApi api,
      JwtCheck jwts,
      StatusSockets sockets,
      URI platform,
      Limits limits,
      BudgetLog fleet,
      PlatformListener listener,
      MeterRegistry meters,
      Tracing tracing) {
    PlatformMetrics metrics = new PlatformMetrics(meters, tracing);
    GateReport report = new GateReport(listener, metrics);
    this.turns = new Turns(ports);
    String worker = Long.toHexString(ports.random().nextLong());
    this.queue =
        new CallQueue(
            turns, limits.maxInFlight(), metrics, api, report, new FleetLog(worker, fleet));
    fleet.onReport((read, age) -> turns.run(() -> queue.read(read, age)));
    this.sockets =
        new SocketKeeper(turns, sockets, new Origin(platform), limits, metrics, listener::signal);
    this.exchanges = new Exchanges(turns, queue, api);
    api.onAllowance(
        (application, create, allowance) ->
            turns.run(() -> queue.told(application, create, allowance)));
    this.tasks = new Tasks(turns, api, queue, listener, this.sockets::expect);
    this.verifications = new Verifications(turns, jwts, metrics, listener::signal);
  }

  /** Pings applications, so that wrong credentials are known before a command needs them. */
  public void probe(Collection<String> applications) {
    List<String> all = List.copyOf(applications);
    turns.run(() -> all.forEach(queue::probe));
  }

  @Override
  public void start(Subject subject, Action action) {
    turns.run(() -> begin(subject, action));
  }

  /** These applications are not to be called, all others are. */
  public void hold(Set<String> paused) {
    Set<String> all = Set.copyOf(paused);
    turns.run(() -> queue.hold(all));
  }

  @Override
  public void demand(String application, Demand demand) {
    turns.run(() -> queue.demand(application, demand));
  }

  @Override
  public void release(Collection<String> requestIds) {
    List<String> all = List.copyOf(requestIds);
    turns.run(
        () -> {
          for (String requestId : all) {
            tasks.drop(requestId);
            verifications.drop(requestId);
            sockets.unwatch(requestId);
          }
        });
  }

  /** Exchanges a one-time token; the future does not fail. */
  public Future<Exchanged> exchange(String application, Secret oneTimeToken) {
    Promise<Exchanged> promise = Promise.promise();
    turns.run(() -> exchanges.begin(application, oneTimeToken, promise));
    return promise.future();
  }

  /** Sends nothing more; done when every call under way is answered. */
  public Future<Void> drain() {
    Promise<Void> drained = Promise.promise();
    turns.run(() -> queue.close().onComplete(drained));
    return drained.future();
  }

  /** Closes all sockets; nothing is heard from here afterwards. */
  public void close() {
    turns.run(
        () -> {
          sockets.close();
          turns.stop();
        });
  }

  private void begin(Subject subject, Action action) {
    String requestId = subject.id();
    switch (action) {
      case Action.Verify verify -> verifications.start(requestId, verify);
      case Action.Create _ -> tasks.start(subject, Task.Kind.CREATE, action);
      case Action.Find _ -> tasks.start(subject, Task.Kind.FIND, action);
      case Action.Read _ -> tasks.start(subject, Task.Kind.READ, action);
      case Action.Reconcile _ -> tasks.start(subject, Task.Kind.RECONCILE, action);
      case Action.Cancel _ -> tasks.start(subject, Task.Kind.CANCEL, action);
      case Action.CheckToken _ -> tasks.start(subject, Task.Kind.CHECK, action);
      case Action.Settle _ -> throw new IllegalStateException("not the platform's: " + action);
      case Action.Watch watch -> sockets.watch(subject, watch);
      case Action.Unwatch _ -> {
        sockets.unwatch(requestId);
        tasks.drop(requestId, Task.Kind.RECONCILE);
      }
    }
  }
}
