package dev.countersign.http;

import dev.countersign.platform.webhook.Webhook;
import dev.countersign.platform.webhook.WebhookHeaders;
import dev.countersign.platform.webhook.WebhookVerdict;
import dev.countersign.platform.webhook.WebhookVerifier;
import dev.countersign.worker.WebhookInbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /webhooks/<application>}. The platform tries five times and turns its back on a URL
 * that answers 404 (PROTOCOL §8.3), so what is proven to be its own is answered 200 whatever it
 * says, once it is in Kafka; what is not is 401, whatever is wrong with it, and leaves nothing but
 * a count.
 */
public final class WebhookEdge {
  private static final Logger log = LoggerFactory.getLogger(WebhookEdge.class);

  /** Real ones have one or two thousand bytes; {@code custom_meta} may make them longer. */
  static final int LONGEST = 64 * 1024;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long ROOM = 16L * 1024 * 1024;

  /** An answer is lost if the connection is closed while its sender still sends. */
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final WebhookVerifier verifier;
  private final WebhookInbox inbox;
  private final MeterRegistry metrics;
  private final Bodies bodies;
  private final RecentWebhooks recent;

  public WebhookEdge(
      Vertx vertx, WebhookVerifier verifier, WebhookInbox inbox, MeterRegistry metrics) {
    this(
        vertx,
        verifier,
        inbox,
        metrics,
        new Bodies(vertx, LONGEST, PATIENCE, ROOM),
        new RecentWebhooks());
  }

  WebhookEdge(
      Vertx vertx,
      WebhookVerifier verifier,
      WebhookInbox inbox,
      MeterRegistry metrics,
      Bodies bodies,
      RecentWebhooks recent) {
    this.vertx = vertx;
    this.verifier = verifier;
    this.inbox = inbox;
    this.metrics = metrics;
    this.bodies = bodies;
    this.recent = recent;
  }

  public Route route() {
    return new Route(
        HttpMethod.POST,
        "/webhooks/*",
        Route.Audience.PLATFORM,
        exchange -> handle(exchange.request(), String.valueOf(exchange.argument())));
  }

  /** Takes a post for an application, whatever the path has under that name. */
  void handle(HttpServerRequest request, String application) {
    if (!request.method().equals(HttpMethod.POST)) {
      request.response().putHeader("allow", "POST");
      answer(request, 405, "only POST is possible here");
      return;
    }
    bodies
        .read(request)
        .onSuccess(body -> received(request, application, body))
        .onFailure(failure -> notRead(request, application, failure));
  }

  private void received(HttpServerRequest request, String application, Buffer body) {
    switch (verifier.judge(application, headers(request), body.getBytes())) {
      case WebhookVerdict.Forged(var forgery) -> {
        count(application, forgery);
        answer(request, 401, "not a webhook of this application");
      }
      case WebhookVerdict.Useless(var flaw) -> {
        count(application, flaw);
        answer(request, 200, null);
      }
      case WebhookVerdict.Genuine(Webhook webhook) -> deliver(request, application, webhook);
    }
  }

  private void deliver(HttpServerRequest request, String application, Webhook webhook) {
    String call = webhook.call();
    RecentWebhooks.@Nullable Resolution resolution =
        call == null
            ? null
            : new RecentWebhooks.Resolution(application, webhook.payloadUuid(), call);
    if (resolution != null && recent.contains(resolution)) {
      count(application, Outcome.REPEATED);
      answer(request, 200, null);
      return;
    }
    Future.fromCompletionStage(inbox.put(application, webhook), vertx.getOrCreateContext())
        .onSuccess(
            taken -> {
              count(application, taken);
              if (taken == WebhookInbox.Taken.WRITTEN && resolution != null) {
                recent.add(resolution);
              }
              answer(request, 200, null);
            })
        .onFailure(
            failure -> {
              log.atWarn()
                  .addKeyValue("application", application)
                  .addKeyValue("payload", webhook.payloadUuid())
                  .addKeyValue("cause", failure.toString())
                  .log("webhook not written");
              count(application, Outcome.UNAVAILABLE);
              answer(request, 503, "not possible now, try again");
            });
  }

  private void notRead(HttpServerRequest request, String application, Throwable failure) {
    if (!(failure instanceof Bodies.Refused refused)) {
      log.atError().setCause(failure).log("webhook failed");
      return;
    }
    count(application, refused.why);
    switch (refused.why) {
      case TOO_LARGE -> answerAndClose(request, 413, "at most " + LONGEST + " bytes");
      case TOO_SLOW -> answerAndClose(request, 408, "the body did not come in time");
      case NO_ROOM -> answerAndClose(request, 503, "too many posts at once, try again");
      case GONE -> {}
    }
  }

  private static WebhookHeaders headers(HttpServerRequest request) {
    return new WebhookHeaders(
        only(request, WebhookHeaders.PAYLOAD),
        only(request, WebhookHeaders.TIMESTAMP),
        only(request, WebhookHeaders.SIGNATURE));
  }

  private static @Nullable String only(HttpServerRequest request, String header) {
    List<String> values = request.headers().getAll(header);
    return values.size() == 1 ? values.getFirst() : null;
  }

  /** What becomes of a webhook, beyond what its parts say. */
  private enum Outcome {
    REPEATED,
    UNAVAILABLE
  }

  /** Anybody can make up names of applications, so only those that exist are told apart. */
  private void count(String application, Enum<?> outcome) {
    metrics
        .counter(
            "countersign.webhooks",
            "application",
            verifier.knows(application) ? application : "unknown",
            "outcome",
            outcome.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  private void answerAndClose(HttpServerRequest request, int status, String error) {
    answer(request, status, error);
    vertx.setTimer(FAREWELL.toMillis(), _ -> request.connection().close());
  }

  private static void answer(HttpServerRequest request, int status, @Nullable String error) {
    if (request.response().ended() || request.response().closed()) {
      return;
    }
    request.response().setStatusCode(status);
    if (error == null) {
      request.response().end();
    } else {
      request.response().putHeader("content-type", Problems.TYPE).end(Problems.body(status, error));
    }
  }
}
