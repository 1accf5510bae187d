package dev.countersign.http;

import dev.countersign.worker.Cancels;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code DELETE /api/requests/<id>}: the operator cancels a request. It must exist, so that a typo
 * does not lie in wait for a request to come; what the cancel leads to is told by an event.
 */
final class CancelPage {
  private static final Logger log = LoggerFactory.getLogger(CancelPage.class);
  private static final Duration SOON = Duration.ofSeconds(2);

  private final Operators operators;
  private final RequestPages requests;
  private final Cancels cancels;

  /** What became of the command. */
  private record Written(boolean isDone, String why) {}

  CancelPage(Operators operators, RequestPages requests, Cancels cancels) {
    this.operators = operators;
    this.requests = requests;
    this.cancels = cancels;
  }

  Route route() {
    return new Route(
        HttpMethod.DELETE,
        RequestPages.PATH + "*",
        Route.Audience.OPERATIONS,
        exchange ->
            operators.admit(
                exchange,
                () ->
                    requests.find(
                        exchange, (found, document) -> cancel(found, new JsonObject(document)))));
  }

  private void cancel(Exchange exchange, JsonObject request) {
    String id = request.getString("request_id");
    exchange.when(
        Future.fromCompletionStage(cancels.ask(request.getString("application"), id))
            .map(_ -> new Written(true, ""))
            .otherwise(failure -> new Written(false, reason(failure))),
        written -> {
          if (written.isDone()) {
            exchange.json(202, new JsonObject().put("request_id", id).put("asked", "CANCEL"));
          } else {
            log.atWarn()
                .addKeyValue("request_id", id)
                .addKeyValue("cause", written.why())
                .log("cancel not written");
            exchange.problem(503, "the cancel could not be written: " + written.why(), SOON);
          }
        });
  }

  /** What Kafka says of it is behind what failed. */
  private static String reason(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure.getMessage() + (cause == null ? "" : ": " + cause.getMessage());
  }
}
