package dev.countersign.http;

import dev.countersign.metrics.Metric;
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
import java.time.Duration;
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
  private static final String FORGED = "not a webhook of this application";

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
        exchange -> handle(exchange, String.valueOf(exchange.argument())));
  }

  /** Takes a post for an application, whatever the path has under that name. */
  void handle(Exchange exchange, String application) {
    WebhookHeaders headers = headers(exchange);
    WebhookVerdict.Forgery forgery = atFirstSight(application, headers);
    if (forgery == null) {
      exchange.body(
          bodies,
          body -> received(exchange, application, headers, body),
          why -> count(application, why));
    } else {
      count(application, forgery);
      exchange.unread(401, FORGED);
    }
  }

  /** What cannot be genuine whatever its body says; that takes no room. */
  private WebhookVerdict.@Nullable Forgery atFirstSight(
      String application, WebhookHeaders headers) {
    if (!verifier.knows(application)) {
      return WebhookVerdict.Forgery.UNKNOWN_APPLICATION;
    }
    boolean isComplete =
        headers.payload() != null && headers.timestamp() != null && headers.signature() != null;
    return isComplete ? null : WebhookVerdict.Forgery.BAD_HEADER;
  }

  private void received(
      Exchange exchange, String application, WebhookHeaders headers, Buffer body) {
    switch (verifier.judge(application, headers, body.getBytes())) {
      case WebhookVerdict.Forged(var forgery) -> {
        count(application, forgery);
        exchange.problem(401, FORGED);
      }
      case WebhookVerdict.Useless(var flaw) -> {
        count(application, flaw);
        exchange.done();
      }
      case WebhookVerdict.Genuine(Webhook webhook) -> deliver(exchange, application, webhook);
    }
  }

  private void deliver(Exchange exchange, String application, Webhook webhook) {
    String call = webhook.call();
    RecentWebhooks.@Nullable Resolution resolution =
        call == null
            ? null
            : new RecentWebhooks.Resolution(application, webhook.payloadUuid(), call);
    if (resolution != null && recent.contains(resolution)) {
      count(application, Outcome.REPEATED);
      exchange.done();
      return;
    }
    Future.fromCompletionStage(inbox.put(application, webhook), vertx.getOrCreateContext())
        .onSuccess(
            taken -> {
              count(application, taken);
              if (taken == WebhookInbox.Taken.WRITTEN && resolution != null) {
                recent.add(resolution);
              }
              exchange.done();
            })
        .onFailure(
            failure -> {
              log.atWarn()
                  .addKeyValue("application", application)
                  .addKeyValue("payload", webhook.payloadUuid())
                  .addKeyValue("cause", failure.toString())
                  .log("webhook not written");
              count(application, Outcome.UNAVAILABLE);
              exchange.problem(503, "not possible now, try again");
            });
  }

  private static WebhookHeaders headers(Exchange exchange) {
    return new WebhookHeaders(
        exchange.only(WebhookHeaders.PAYLOAD),
        exchange.only(WebhookHeaders.TIMESTAMP),
        exchange.only(WebhookHeaders.SIGNATURE));
  }

  /** What becomes of a webhook, beyond what its parts say. */
  private enum Outcome {
    REPEATED,
    UNAVAILABLE
  }

  /** Anybody can make up names of applications, so only those that exist are told apart. */
  private void count(String application, Enum<?> outcome) {
    Metric.WEBHOOKS
        .counter(
            metrics,
            verifier.knows(application) ? application : "unknown",
            outcome.name().toLowerCase(Locale.ROOT))
        .increment();
  }
}
