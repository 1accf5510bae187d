package dev.countersign.http;

import dev.countersign.worker.Look;
import dev.countersign.worker.Requests;
import dev.countersign.worker.Viewer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /api/requests/<id>}: one request, from any worker of the fleet. A worker that does not own
 * it vouches for the caller to the one that does, which looks at that viewer's rights for itself;
 * the caller's credentials go nowhere. To a person, a request of somebody else and none at all are
 * the same in every byte.
 */
public final class RequestPages {
  private static final Logger log = LoggerFactory.getLogger(RequestPages.class);
  static final String PATH = "/api/requests/";
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final String NONE = "no such request, or none that you may see";
  static final int MISDIRECTED = 421;

  private final Callers callers;
  private final Vouchers vouchers;
  private final Requests requests;
  private final Forwarder forwarder;

  public RequestPages(Vertx vertx, Callers callers, Vouchers vouchers, Requests requests) {
    this.callers = callers;
    this.vouchers = vouchers;
    this.requests = requests;
    this.forwarder = new Forwarder(vertx, requests.fleet());
  }

  public Route route() {
    return new Route(HttpMethod.GET, PATH + "*", Route.Audience.CALLERS, this::answer);
  }

  private void answer(Exchange exchange) {
    String hop = exchange.header(Forwarder.HOP);
    if (hop != null) {
      if (!hop.equals(requests.fleet())) {
        exchange.problem(MISDIRECTED, "this worker is of another fleet");
        return;
      }
      exchange.with(Forwarder.HOP, hop);
      String voucher = exchange.header(Vouchers.HEADER);
      if (voucher != null) {
        vouchedFor(exchange, voucher);
        return;
      }
    }
    // A worker of the release before passes on what it was given; that counts as from anybody.
    exchange.when(
        callers.who(exchange.header("authorization")),
        caller -> {
          switch (caller) {
            case Caller.Known(Viewer viewer) ->
                new Question(exchange, viewer, hop != null, RequestPages::show).ask();
            case Caller.Stranger stranger ->
                exchange
                    .with("www-authenticate", stranger.challenge())
                    .problem(401, stranger.detail());
            case Caller.Unsure _ ->
                exchange.problem(
                    503, "the platform's keys cannot be read now, to verify the JWT", SOON);
          }
        });
  }

  private void vouchedFor(Exchange exchange, String voucher) {
    String id = exchange.argument();
    Viewer viewer = id == null ? null : vouchers.viewer(voucher, exchange.method(), id);
    if (viewer == null) {
      exchange.problem(401, "no worker of this fleet vouches for this question, or not just now");
    } else {
      new Question(exchange, viewer, true, RequestPages::show).ask();
    }
  }

  private static void show(Exchange exchange, Buffer document) {
    exchange.answer(200, "application/json", document);
  }

  /**
   * Finds a request for the operator, wherever it is.
   *
   * @param found takes its document; all else is answered here
   */
  void find(Exchange exchange, BiConsumer<Exchange, Buffer> found) {
    new Question(exchange, new Viewer.Operator(), false, found).ask();
  }

  /** One that may be asked. */
  private final class Question {
    private final Exchange exchange;
    private final Viewer viewer;
    private final boolean passedOn;
    private final BiConsumer<Exchange, Buffer> found;
    private final @Nullable String requestId;

    Question(
        Exchange exchange, Viewer viewer, boolean passedOn, BiConsumer<Exchange, Buffer> found) {
      this.exchange = exchange;
      this.viewer = viewer;
      this.passedOn = passedOn;
      this.found = found;
      this.requestId = exchange.argument();
    }

    void ask() {
      if (requestId == null) {
        exchange.problem(404, NONE);
        return;
      }
      String id = requestId;
      exchange.when(
          Future.fromCompletionStage(requests.look(id, viewer)),
          look -> {
            switch (look) {
              case Look.Seen seen ->
                  found.accept(exchange, new JsonObject(seen.document()).toBuffer());
              case Look.Absent _ -> exchange.problem(404, NONE);
              case Look.Unsure(String why) -> notNow(why);
              case Look.Elsewhere _ -> {
                if (passedOn) {
                  exchange.problem(MISDIRECTED, "this worker does not own the request");
                } else {
                  passOn(id, false);
                }
              }
            }
          });
    }

    private void passOn(String id, boolean anew) {
      exchange.when(
          Future.fromCompletionStage(requests.owner(id, anew)),
          owner -> {
            switch (owner) {
              case Requests.Whereabouts.At(URI url) -> passOn(id, url, anew);
              case Requests.Whereabouts.Unknown(String why) -> missed(id, why, anew);
            }
          });
    }

    private void passOn(String id, URI owner, boolean anew) {
      Future<Forwarder.Reply> reply =
          forwarder
              .ask(owner, PATH + Forwarder.encoded(id), vouchers.of(viewer, Forwarder.METHOD, id))
              .onFailure(
                  failure ->
                      log.atInfo()
                          .addKeyValue("owner", owner)
                          .addKeyValue("cause", failure.getMessage())
                          .log("owner not reached"));
      exchange.when(
          reply.map(Optional::of).otherwise(Optional.empty()),
          answered ->
              answered.ifPresentOrElse(
                  answer -> take(id, answer, anew),
                  () -> missed(id, "the worker that owns the request does not answer", anew)));
    }

    private void take(String id, Forwarder.Reply reply, boolean anew) {
      switch (reply.status()) {
        case MISDIRECTED -> missed(id, "the request's partition is moving to another worker", anew);
        case 401 ->
            notNow(
                "the worker that owns the request does not take this one's word for who asks;"
                    + " release, operator token, applications' secrets and clock must be the same");
        case 200 -> found.accept(exchange, reply.body());
        default -> relay(reply);
      }
    }

    /** What was known of the group a moment ago may be over. */
    private void missed(String id, String why, boolean anew) {
      if (anew) {
        notNow(why);
      } else {
        passOn(id, true);
      }
    }

    private void notNow(String why) {
      exchange.problem(503, why, SOON);
    }

    private void relay(Forwarder.Reply reply) {
      if (reply.retryAfter() != null) {
        exchange.with("retry-after", reply.retryAfter());
      }
      if (reply.challenge() != null) {
        exchange.with("www-authenticate", reply.challenge());
      }
      exchange.answer(reply.status(), reply.type(), reply.body());
    }
  }
}
