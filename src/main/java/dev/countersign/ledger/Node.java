package dev.countersign.ledger;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One address where a network is read: asked at a pace, left alone for a while after a failure, and
 * for longer when it turns out to be of another network. Confined to one context.
 */
final class Node {
  private static final Logger log = LoggerFactory.getLogger(Node.class);

  /** Every server knows it; the readers understand 2 as well, should one answer so. */
  private static final int API_VERSION = 1;

  private static final long MAIN_NETWORK = 0;
  private static final Duration LETTING_GO = Duration.ofSeconds(2);

  private final String name;
  private final long networkId;
  private final Link link;
  private final Vertx vertx;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Patience patience;
  private final Pace pace;
  private int failures;
  private Instant aloneUntil = Instant.MIN;
  private String trouble = "";
  private Standing.@Nullable Known standing;
  private Instant standingAt = Instant.MIN;
  private @Nullable Future<Standing> asking;

  Node(
      String name,
      long networkId,
      Link link,
      Vertx vertx,
      InstantSource clock,
      RandomGenerator random,
      Patience patience) {
    this.name = name;
    this.networkId = networkId;
    this.link = link;
    this.vertx = vertx;
    this.clock = clock;
    this.random = random;
    this.patience = patience;
    this.pace = new Pace(patience.perSecond());
  }

  String name() {
    return name;
  }

  /** Why it is not to be asked anything new now; null if it may be. */
  @Nullable String unavailable() {
    Instant now = clock.instant();
    if (aloneUntil.isAfter(now)) {
      return trouble + "; it is left alone until " + aloneUntil;
    }
    return pace.queue(now).compareTo(patience.queue()) > 0
        ? "too many questions wait for it already, at %d a second".formatted(patience.perSecond())
        : null;
  }

  /** Succeeds always. */
  Future<Reply> ask(String command, ObjectNode parameters) {
    ObjectNode versioned = parameters.put("api_version", API_VERSION);
    long wait = pace.take(clock.instant()).toMillis();
    if (wait == 0) {
      return link.ask(command, versioned);
    }
    Promise<Reply> promise = Promise.promise();
    vertx.setTimer(wait, _ -> link.ask(command, versioned).onComplete(promise));
    return promise.future();
  }

  /** What it says of itself, now or a moment ago; trouble also if it is of another network. */
  Future<Standing> standing() {
    Standing.Known last = standing;
    if (last != null && clock.instant().isBefore(standingAt.plus(patience.fresh()))) {
      return Future.succeededFuture(last);
    }
    Future<Standing> underWay = asking;
    if (underWay != null) {
      return underWay;
    }
    Future<Standing> question =
        ask("server_info", JsonNodeFactory.instance.objectNode())
            .map(reply -> checked(Standing.read(reply)));
    asking = question;
    question.onComplete(_ -> asking = null);
    return question;
  }

  private Standing checked(Standing said) {
    return switch (said) {
      case Standing.Trouble(String reason) -> {
        failed(reason);
        yield said;
      }
      case Standing.Known known -> {
        long id = known.networkId() == null ? MAIN_NETWORK : known.networkId();
        if (id == networkId) {
          standing = known;
          standingAt = clock.instant();
          yield known;
        }
        String reason =
            known.networkId() == null
                ? "it does not say of which network it is, expected is %d".formatted(networkId)
                : "it is of network %d, expected is %d".formatted(id, networkId);
        leaveAlone(reason, patience.strangerPause());
        yield new Standing.Trouble(reason);
      }
    };
  }

  void failed(String reason) {
    leaveAlone(reason, patience.pause(failures + 1, random));
  }

  private void leaveAlone(String reason, Duration pause) {
    Instant until = clock.instant().plus(pause);
    standing = null;
    failures++;
    if (until.isAfter(aloneUntil)) {
      aloneUntil = until;
      trouble = reason;
    }
    if (failures == 1) {
      log.atWarn()
          .addKeyValue("node", name)
          .addKeyValue("reason", reason)
          .log("ledger node is left alone for a while");
    }
  }

  /** It gave an answer that was of use. */
  void served() {
    if (failures > 0) {
      failures = 0;
      log.atInfo().addKeyValue("node", name).log("ledger node answers again");
    }
  }

  /**
   * Within a moment (CONTRACT §7: the process ends in time): a WebSocketClient of Vert.x 5.0 may
   * never finish closing when the server went away just before.
   */
  Future<Void> close() {
    return link.close().timeout(LETTING_GO.toMillis(), MILLISECONDS).otherwiseEmpty();
  }
}
