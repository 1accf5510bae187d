package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The platform's webhook sender (PROTOCOL §8.3): at least once, in memory, in no order. */
final class Webhooks {
  private static final Set<Integer> SUCCESS = Set.of(200, 201, 204);
  private static final int NOT_FOUND = 404;
  private static final int KEPT = 10_000;

  /** After the first to the fourth attempt. */
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(600),
          Duration.ofSeconds(600));

  private final World world;
  private final WebhookPost post;
  private final WebhookTargets targets;
  private final WebhookBreaker breaker = new WebhookBreaker();
  private final ArrayDeque<WebhookAttempt> log = new ArrayDeque<>();

  /** Answers that come in after a reset belong to a world that is no more. */
  private int age;

  Webhooks(World world, Vertx vertx) {
    this.world = world;
    this.post = new WebhookPost(vertx, world.loop, world.timeline);
    this.targets = new WebhookTargets(vertx, InetAddress::getAllByName);
  }

  /** Tells the application, if it wants to be told, what the resolve frame has told. */
  void send(Payload payload, ObjectNode frame, UserTokens.@Nullable Token token) {
    URI url = payload.application.webhookUrl;
    if (url == null) {
      return;
    }
    WebhookMessage message = WebhookMessage.of(url, payload, frame, token);
    FaultRules.Hooks faults =
        world.faults.hooks(
            new Endpoint.Target(
                payload.application.key(), "POST", Endpoint.WEBHOOK, url.toString()));
    if (faults.lost()) {
      note(message, 0, world.now(), WebhookAttempt.Outcome.LOST, null);
      return;
    }
    for (int copy = 0; copy < (faults.duplicate() ? 2 : 1); copy++) {
      if (faults.delay().isZero()) {
        attempt(message, 1);
      } else {
        world.timeline.after(faults.delay(), () -> attempt(message, 1));
      }
    }
  }

  private void attempt(WebhookMessage message, int number) {
    Instant now = world.now();
    if (breaker.skips(message.url(), now)) {
      note(message, 0, now, WebhookAttempt.Outcome.SKIPPED, null);
    } else if (world.settings.webhooksToLocalhost()) {
      post(message, number);
    } else {
      int then = age;
      targets
          .isPrivate(message.url())
          .onSuccess(
              inside -> {
                if (then == age && inside) {
                  note(message, 0, now, WebhookAttempt.Outcome.REFUSED, null);
                } else if (then == age) {
                  post(message, number);
                }
              });
    }
  }

  private void post(WebhookMessage message, int number) {
    int then = age;
    Instant begun = world.now();
    post.send(
        message,
        number,
        world.settings.webhookSignatures(),
        result -> {
          if (then == age) {
            ended(message, number, begun, result);
          }
        });
  }

  private void ended(WebhookMessage message, int number, Instant begun, WebhookPost.Result result) {
    switch (result) {
      case WebhookPost.Result.Answered(int status) -> {
        boolean taken = SUCCESS.contains(status);
        note(
            message,
            number,
            begun,
            taken ? WebhookAttempt.Outcome.DELIVERED : WebhookAttempt.Outcome.FAILED,
            status);
        if (!taken) {
          again(message, number, Duration.ZERO);
        }
        if (status == NOT_FOUND && number > WAITS.size()) {
          breaker.lastAttemptNotFound(message.url(), world.now());
        }
      }
      case WebhookPost.Result.TimedOut _ -> {
        note(message, number, begun, WebhookAttempt.Outcome.TIMED_OUT, null);
        again(message, number, Duration.ZERO);
      }
      case WebhookPost.Result.Unreachable _ -> {
        note(message, number, begun, WebhookAttempt.Outcome.UNREACHABLE, null);
        // The platform notices only when its timer for the headers fires.
        Duration left = WebhookPost.PATIENCE.minus(Duration.between(begun, world.now()));
        again(message, number, left.isNegative() ? Duration.ZERO : left);
      }
    }
  }

  private void again(WebhookMessage message, int number, Duration longer) {
    if (number <= WAITS.size()) {
      Duration wait = WAITS.get(number - 1).plus(longer);
      world.timeline.after(wait, () -> attempt(message, number + 1));
    }
  }

  private void note(
      WebhookMessage message,
      int number,
      Instant at,
      WebhookAttempt.Outcome outcome,
      @Nullable Integer status) {
    if (log.size() == KEPT) {
      log.removeFirst();
    }
    log.addLast(
        new WebhookAttempt(
            at,
            message.application().key(),
            message.payload(),
            message.call(),
            message.url(),
            number,
            outcome,
            status));
  }

  /** Oldest first. */
  List<WebhookAttempt> attempts() {
    return List.copyOf(log);
  }

  void clear() {
    age++;
    breaker.clear();
    log.clear();
  }
}
