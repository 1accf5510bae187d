package dev.countersign.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.config.Secret;
import dev.countersign.platform.Exchanged;
import dev.countersign.platform.XappVisit;
import dev.countersign.platform.jwt.JwtClaims;
import dev.countersign.platform.jwt.JwtVerdict;
import dev.countersign.platform.jwt.JwtVerifier;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /xapp/sessions}: exchanges the one-time token that an xApp was opened with for who
 * opened it. The token is good once and for a minute, so an answer that was lost is given again.
 */
public final class XappSessions {
  private static final Logger log = LoggerFactory.getLogger(XappSessions.class);
  private static final int LARGEST_BODY = 16 * 1024;
  private static final int LARGEST_KEPT = 32 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long ROOM = 4L * 1024 * 1024;
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration LATER = Duration.ofSeconds(30);

  private final Set<String> applications;
  private final BiFunction<String, Secret, Future<Exchanged>> platform;
  private final JwtVerifier verifier;
  private final InstantSource clock;
  private final Replays<Outcome> replays;
  private final Bodies bodies;

  /**
   * What the caller is told.
   *
   * @param isFinal asking the platform again would only be told that the token is used
   */
  private record Outcome(
      int status, String type, Buffer body, @Nullable Duration pause, boolean isFinal) {}

  /**
   * @param platform exchanges a one-time token for an application
   */
  public XappSessions(
      Vertx vertx,
      Collection<String> applications,
      BiFunction<String, Secret, Future<Exchanged>> platform,
      JwtVerifier verifier,
      InstantSource clock) {
    this.applications = Set.copyOf(applications);
    this.platform = platform;
    this.verifier = verifier;
    this.clock = clock;
    this.bodies = new Bodies(vertx, LARGEST_BODY, PATIENCE, ROOM);
    this.replays =
        new Replays<>(
            clock, outcome -> outcome.isFinal() && outcome.body().length() <= LARGEST_KEPT);
  }

  public Route route() {
    return new Route(HttpMethod.POST, "/xapp/sessions", Route.Audience.CALLERS, this::answer);
  }

  private void answer(Exchange exchange) {
    String type = exchange.header("content-type");
    if (type == null || !type.matches("(?i)application/json *(;.*)?")) {
      exchange.unread(415, "the header content-type must be application/json");
      return;
    }
    exchange.body(bodies, body -> answer(exchange, body));
  }

  private void answer(Exchange exchange, Buffer body) {
    SessionRequest request;
    try {
      request = SessionRequest.parse(body.getBytes(), applications);
    } catch (SessionRequest.Malformed e) {
      exchange.problem(400, String.valueOf(e.getMessage()));
      return;
    }
    exchange.when(
        replays.answer(key(request), () -> outcome(request)),
        outcome -> {
          if (outcome.pause() != null) {
            exchange.retryAfter(outcome.pause());
          }
          exchange.answer(outcome.status(), outcome.type(), outcome.body());
        });
  }

  private Future<Outcome> outcome(SessionRequest request) {
    return platform
        .apply(request.application(), request.oneTimeToken())
        .compose(
            exchanged ->
                switch (exchanged) {
                  case Exchanged.Done(XappVisit visit) -> session(request.application(), visit);
                  case Exchanged.Gone _ ->
                      told(410, "the one-time token is used, too old or not of this application");
                  case Exchanged.Refused(Integer code) ->
                      later(
                          502,
                          "the platform exchanges no one-time tokens for this application"
                              + (code == null ? "" : " (code " + code + ")")
                              + "; is it an xApp, and its API key right?",
                          LATER);
                  case Exchanged.NotNow(String why, Duration pause) -> later(503, why, pause);
                  case Exchanged.TooMany(Duration pause) ->
                      later(429, "too many sessions are asked for at once", pause);
                });
  }

  private Future<Outcome> session(String application, XappVisit visit) {
    return verifier
        .verify(visit.jwt().reveal(), application, clock.instant())
        .compose(
            verdict ->
                switch (verdict) {
                  case JwtVerdict.Accepted(JwtClaims claims) ->
                      visit.account() == null || visit.account().equals(claims.account())
                          ? Future.succeededFuture(
                              new Outcome(
                                  200,
                                  "application/json",
                                  SessionDocument.of(application, visit, claims).toBuffer(),
                                  null,
                                  true))
                          : strange(application, "it names two accounts");
                  case JwtVerdict.Refused refused -> strange(application, refused.text());
                  case JwtVerdict.Undecided undecided -> strange(application, undecided.message());
                });
  }

  /** The token is spent, and what came of it cannot be relied on. */
  private static Future<Outcome> strange(String application, String why) {
    log.atWarn()
        .addKeyValue("application", application)
        .addKeyValue("why", why)
        .log("the platform's answer to a one-time token is not acceptable");
    return told(502, "the platform's answer is not acceptable: " + why);
  }

  private static Future<Outcome> told(int status, String detail) {
    return Future.succeededFuture(
        new Outcome(status, Problems.TYPE, Problems.body(status, detail), null, true));
  }

  private static Future<Outcome> later(int status, String detail, Duration pause) {
    Duration told = pause.compareTo(SOON) < 0 ? SOON : pause;
    return Future.succeededFuture(
        new Outcome(status, Problems.TYPE, Problems.body(status, detail), told, false));
  }

  /** No token stays here in the clear. */
  private static String key(SessionRequest request) {
    String text = request.application() + '/' + request.oneTimeToken().reveal();
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
