package dev.countersign.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its answer, which is given once; whatever comes after it is dropped. */
public final class Exchange {
  private static final Logger log = LoggerFactory.getLogger(Exchange.class);

  private static final Duration SOON = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Context context;
  private final String argument;

  Exchange(Vertx vertx, HttpServerRequest request, String argument) {
    this.vertx = vertx;
    this.request = request;
    this.response = request.response();
    this.context = vertx.getOrCreateContext();
    this.argument = argument;
  }

  /** The segment of the path that varies; null: it is not encoded as it must be. */
  public @Nullable String argument() {
    try {
      return URLDecoder.decode(argument.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return null;
    }
  }

  public @Nullable String header(String name) {
    return request.getHeader(name);
  }

  String method() {
    return request.method().name();
  }

  /** Null: not there, or more than once. */
  @Nullable String only(String name) {
    List<String> values = request.headers().getAll(name);
    return values.size() == 1 ? values.getFirst() : null;
  }

  /** A header of the answer. */
  public Exchange with(String name, String value) {
    if (!response.ended()) {
      response.putHeader(name, value);
    }
    return this;
  }

  public void json(int status, JsonObject body) {
    answer(status, "application/json", body.toBuffer());
  }

  /** What went wrong and what to do, in the form of RFC 9457. Nothing of the request is echoed. */
  public void problem(int status, String detail) {
    answer(status, Problems.TYPE, Problems.body(status, detail));
  }

  /** It may be asked again, in a while. */
  public void problem(int status, String detail, Duration retryAfter) {
    retryAfter(retryAfter);
    problem(status, detail);
  }

  /** Without having read the body, which ends the connection if there is one. */
  void unread(int status, String detail) {
    Farewell.ifUnread(vertx, request);
    problem(status, detail);
  }

  /** Nothing more is to be said. */
  void done() {
    if (!response.ended() && !response.closed()) {
      response.setStatusCode(200).end();
    }
  }

  /** Whole seconds, and not one too few. */
  void retryAfter(Duration pause) {
    with("retry-after", Long.toString(Math.max(1, pause.plusMillis(999).toSeconds())));
  }

  /** An answer that goes on for as long as somebody reads it. */
  HttpServerResponse open(String type) {
    return response.setChunked(true).putHeader("content-type", type);
  }

  /** Does it on the thread of this exchange. */
  void then(Runnable step) {
    context.runOnContext(_ -> guarded(step));
  }

  void answer(int status, String type, Buffer body) {
    if (!response.ended() && !response.closed()) {
      response.setStatusCode(status).putHeader("content-type", type);
      if (request.method().equals(HttpMethod.HEAD)) {
        response.putHeader("content-length", Integer.toString(body.length())).end();
      } else {
        response.end(body);
      }
    }
  }

  /** Goes on, on the thread of this exchange, with what comes from elsewhere. */
  public <T> void when(Future<T> future, Consumer<T> then) {
    future.onComplete(
        result ->
            context.runOnContext(
                _ -> {
                  if (result.succeeded()) {
                    guarded(() -> then.accept(result.result()));
                  } else {
                    broken(result.cause());
                  }
                }));
  }

  /** Goes on with the body, unless it is too long or too slow, which is answered here. */
  public void body(Bodies bodies, Consumer<Buffer> then) {
    body(bodies, then, _ -> {});
  }

  /**
   * @param refused is told why there is no body
   */
  void body(Bodies bodies, Consumer<Buffer> then, Consumer<Bodies.Why> refused) {
    bodies
        .read(request)
        .onComplete(
            result -> {
              if (result.succeeded()) {
                guarded(() -> then.accept(result.result()));
              } else if (result.cause() instanceof Bodies.Refused none) {
                refused.accept(none.why);
                refuse(none.why);
              } else {
                broken(result.cause());
              }
            });
    if ("100-continue".equalsIgnoreCase(header("expect")) && !response.ended()) {
      response.writeContinue();
    }
  }

  private void refuse(Bodies.Why why) {
    Farewell.after(vertx, request);
    switch (why) {
      case TOO_LARGE -> problem(413, "the body is too long");
      case TOO_SLOW -> problem(408, "the body did not come in time");
      case NO_ROOM -> problem(503, "too many bodies are being read at once", SOON);
      case GONE -> log.atDebug().log("a request broke off");
    }
  }

  void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException bug) {
      broken(bug);
    }
  }

  private void broken(Throwable cause) {
    log.atError().setCause(cause).addKeyValue("path", request.path()).log("request not answered");
    problem(500, "the worker failed at this; its log says more");
  }
}
