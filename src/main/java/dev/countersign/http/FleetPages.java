package dev.countersign.http;

import dev.countersign.http.FleetDocument.Heard;
import dev.countersign.worker.Members;
import dev.countersign.worker.Members.Member;
import dev.countersign.worker.Members.Told;
import dev.countersign.worker.Viewer;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/fleet}: every worker with what it tells of itself at {@code GET /api/worker}. One
 * that does not answer is in it, too, with why.
 */
final class FleetPages {
  private static final String WORKER = "/api/worker";

  private final Operators operators;
  private final Vouchers vouchers;
  private final String fleet;
  private final String name;
  private final Members members;
  private final WorkerDocument self;
  private final Forwarder forwarder;

  /**
   * @param name of this worker, for when the group does not know it
   */
  FleetPages(
      Operators operators,
      Vouchers vouchers,
      String fleet,
      String name,
      Members members,
      WorkerDocument self,
      Forwarder forwarder) {
    this.operators = operators;
    this.vouchers = vouchers;
    this.fleet = fleet;
    this.name = name;
    this.members = members;
    this.self = self;
    this.forwarder = forwarder;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            HttpMethod.GET,
            "/api/fleet",
            Route.Audience.OPERATIONS,
            exchange -> operators.admit(exchange, () -> fleet(exchange))),
        new Route(
            HttpMethod.GET,
            WORKER,
            Route.Audience.OPERATIONS,
            exchange ->
                operators.admitWorkers(exchange, WORKER, () -> exchange.json(200, self.now()))));
  }

  private void fleet(Exchange exchange) {
    exchange.when(
        Future.fromCompletionStage(members.told()),
        told -> {
          switch (told) {
            case Told.NotNow(String why) -> answer(exchange, List.of(), List.of(), why);
            case Told.Group(var workers, var unowned) -> answer(exchange, workers, unowned, null);
          }
        });
  }

  private void answer(
      Exchange exchange, List<Member> known, List<Integer> unowned, @Nullable String note) {
    List<Member> workers = new ArrayList<>(known);
    if (workers.stream().noneMatch(Member::isThis)) {
      workers.addFirst(new Member(name, null, Collections.emptySortedSet(), true));
    }
    List<Future<Heard>> asked = workers.stream().map(this::ask).toList();
    exchange.when(
        Future.all(asked),
        all ->
            exchange.json(
                200,
                FleetDocument.of(fleet, members.partitions(), unowned, note, all.<Heard>list())));
  }

  /** The future does not fail. */
  private Future<Heard> ask(Member member) {
    if (member.isThis()) {
      return Future.succeededFuture(new Heard(member, self.now(), null));
    }
    if (member.url() == null) {
      return Future.succeededFuture(
          new Heard(member, null, "it does not say where it can be reached"));
    }
    String voucher = vouchers.of(new Viewer.Operator(), Forwarder.METHOD, WORKER);
    return forwarder
        .ask(member.url(), WORKER, voucher)
        .map(reply -> heard(member, reply))
        .otherwise(failure -> new Heard(member, null, String.valueOf(failure.getMessage())));
  }

  private static Heard heard(Member member, Forwarder.Reply reply) {
    if (reply.status() != 200) {
      return new Heard(member, null, "it answers with HTTP status " + reply.status());
    }
    try {
      return new Heard(member, new JsonObject(reply.body()), null);
    } catch (DecodeException e) {
      return new Heard(member, null, "its answer is no JSON");
    }
  }
}
