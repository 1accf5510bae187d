package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.sandbox.ledger.LedgerServer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /ledger/NETWORK}: a node of every network, over HTTP and WebSocket alike. */
final class LedgerEndpoint {
  private static final String BASE = "/ledger/";

  private static final LedgerServer.Reply TOO_LARGE =
      new LedgerServer.Reply(413, "The request is over " + Bodies.LIMIT + " bytes.", false);

  private final World world;

  LedgerEndpoint(World world) {
    this.world = world;
  }

  void handle(HttpServerRequest request, String path) {
    String method = request.method().name();
    FaultRules.Plan plan =
        world.faults.plan(new Endpoint.Target(null, method, Endpoint.LEDGER, path));
    request.pause();
    world.loop.afterRealMillis(
        plan.latencyMillis(),
        () -> {
          request.resume();
          switch (plan.ending()) {
            case null -> answer(request, path, false);
            case Effect.Refusal fault ->
                send(request, path, FaultAnswers.of(fault, world.ids.next(), request));
            case Effect.Reset fault -> sever(request, path);
            case Effect.LoseAnswer fault -> answer(request, path, true);
          }
        });
  }

  /** A lost answer was worked out before. */
  private void answer(HttpServerRequest request, String path, boolean lost) {
    LedgerServer server = server(path);
    boolean socket = request.canUpgradeToWebSocket();
    Answer refusal = Methods.refusal(request, Methods.POST);
    if (server != null && !socket && refusal == null) {
      Bodies.read(request)
          .onSuccess(
              body -> {
                LedgerServer.Reply reply =
                    body.map(bytes -> server.call(bytes.toString(UTF_8))).orElse(TOO_LARGE);
                if (lost) {
                  sever(request, path);
                } else {
                  send(request, path, answer(reply));
                }
              });
    } else if (lost) {
      sever(request, path);
    } else if (server == null) {
      refuse(request, path);
    } else if (socket) {
      log(request, path, 101, null);
      request
          .toWebSocket()
          .onSuccess(open -> server.serve(open, () -> Severed.sever(request.connection())));
    } else if (refusal != null) {
      send(request, path, refusal);
    }
  }

  private void send(HttpServerRequest request, String path, Answer answer) {
    log(request, path, answer.status(), answer.code());
    answer.send(request.response());
  }

  private static Answer answer(LedgerServer.Reply reply) {
    String type = reply.json() ? "application/json; charset=UTF-8" : "text/plain; charset=UTF-8";
    return new Answer(reply.status(), type, Buffer.buffer(reply.body()), Map.of(), null);
  }

  private @Nullable LedgerServer server(String path) {
    String name = path.substring(BASE.length()).replaceFirst("/$", "");
    Network network = Network.find(name);
    return network == null ? null : world.ledgers.server(network);
  }

  private void refuse(HttpServerRequest request, String path) {
    log(request, path, 404, null);
    request.response().setStatusCode(404).end();
  }

  private void sever(HttpServerRequest request, String path) {
    log(request, path, 0, null);
    Severed.sever(request.connection());
  }

  private void log(HttpServerRequest request, String path, int status, @Nullable Integer code) {
    world.calls.add(
        new Call(
            world.now(),
            null,
            Endpoint.LEDGER.label,
            request.method().name(),
            path,
            status,
            code,
            null,
            null));
  }
}
