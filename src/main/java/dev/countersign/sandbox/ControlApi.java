package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /sandbox/…}: the strings that move people, time and misfortune (CONTRACT §10). JSON in and
 * out; what it cannot do is answered 400, 404 or 409 with {@code {"error":{"message":"…"}}}. What
 * there is, is in {@link Operations}; a page for people is at {@code GET /sandbox/}.
 */
final class ControlApi {
  private static final Logger log = LoggerFactory.getLogger(ControlApi.class);

  private final List<Operation> operations;

  ControlApi(World world) {
    this.operations = Operations.of(world);
  }

  void handle(HttpServerRequest request, String path) {
    Bodies.read(request)
        .compose(body -> answered(request, path, body))
        .otherwise(ControlApi::refused)
        .onSuccess(answer -> answer.send(request.response()));
  }

  private Future<Answer> answered(HttpServerRequest request, String path, Optional<Buffer> body) {
    String method = request.method().name();
    if (request.query() != null) {
      throw SandboxRefusal.bad("'?" + request.query() + "': nothing is taken from the address.");
    }
    List<String> segments = segments(path);
    for (Operation operation : operations) {
      List<String> arguments = operation.arguments(method, segments);
      if (arguments != null) {
        JsonNode json = parsed(body);
        if (!operation.takesBody() && !json.equals(Json.object())) {
          throw SandboxRefusal.bad(method + " /sandbox/" + operation.path() + " takes no body.");
        }
        return operation.work().apply(new Operation.Asked(arguments, json));
      }
    }
    throw SandboxRefusal.missing(
        "The sandbox has no "
            + method
            + " /sandbox/"
            + String.join("/", segments)
            + "; GET /sandbox/ shows what it has.");
  }

  private static List<String> segments(String path) {
    return Arrays.stream(path.substring("/sandbox".length()).split("/"))
        .filter(segment -> !segment.isEmpty())
        .map(
            segment -> {
              String decoded = Route.decoded(segment);
              if (decoded == null) {
                throw SandboxRefusal.bad("'" + segment + "' is not URL-encoded.");
              }
              return decoded;
            })
        .toList();
  }

  private static JsonNode parsed(Optional<Buffer> body) {
    Buffer bytes =
        body.orElseThrow(() -> SandboxRefusal.bad("The body is over " + Bodies.LIMIT + " bytes."));
    if (bytes.length() == 0) {
      return Json.object();
    }
    try {
      return Json.parse(bytes.getBytes());
    } catch (IOException e) {
      throw SandboxRefusal.bad("The body is not JSON: " + e.getMessage());
    }
  }

  static @Nullable String parameter(HttpServerRequest request, String name) {
    try {
      return request.getParam(name);
    } catch (IllegalArgumentException e) {
      throw SandboxRefusal.bad("'" + request.query() + "' is not URL-encoded.");
    }
  }

  static Answer refused(Throwable cause) {
    int status = cause instanceof SandboxRefusal refusal ? refusal.status() : 500;
    if (status == 500) {
      log.error("The control API failed", cause);
    }
    return Answer.json(
        status, Json.object().set("error", Json.object().put("message", cause.getMessage())));
  }
}
