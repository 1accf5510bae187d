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
            case null -> answer(request, path);
            case Effect.Status fault -> refuse(request, path, fault.status());
            case Effect.RateLimited fault -> refuse(request, path, 429);
            case Effect.Unauthorized fault -> refuse(request, path, 403);
            case Effect.Reset fault -> sever(request, path);
            case Effect.LoseAnswer fault -> sever(request, path);
          }
        });
  }

  private void answer(HttpServerRequest request, String path) {
    LedgerServer server = server(path);
    Answer refusal = Methods.refusal(request, Methods.POST);
    if (server == null) {
      refuse(request, path, 404);
    } else if (request.canUpgradeToWebSocket()) {
      log(request, path, 101);
      request
          .toWebSocket()
          .onSuccess(socket -> server.serve(socket, () -> Severed.sever(request.connection())));
    } else if (refusal != null) {
      log(request, path, refusal.status());
      refusal.send(request.response());
    } else {
      Bodies.read(request)
          .onSuccess(
              body -> {
                LedgerServer.Reply reply =
                    body.map(bytes -> server.call(bytes.toString(UTF_8))).orElse(TOO_LARGE);
                log(request, path, reply.status());
                answer(reply).send(request.response());
              });
    }
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

  private void refuse(HttpServerRequest request, String path, int status) {
    log(request, path, status);
    request.response().setStatusCode(status).end();
  }

  private void sever(HttpServerRequest request, String path) {
    log(request, path, 0);
    Severed.sever(request.connection());
  }

  private void log(HttpServerRequest request, String path, int status) {
    world.calls.add(
        new Call(
            world.now(),
            null,
            Endpoint.LEDGER.label,
            request.method().name(),
            path,
            status,
            null,
            null,
            null));
  }
}
