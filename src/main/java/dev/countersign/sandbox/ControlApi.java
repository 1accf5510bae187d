package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /sandbox/…}: the strings that move people, time and misfortune (CONTRACT §10). JSON in and
 * out; what it cannot do is answered 400, 404 or 409 with {@code {"error":{"message":"…"}}}.
 *
 * <pre>
 * GET  people                          names
 * GET  people/NAME                     account, pending requests, applications that may push
 * POST people/NAME/open|reject         {"payload":"uuid or link"}; without it the newest pending
 * POST people/NAME/sign                also "late", "lose_dispatch", "dispatched_result", "network"
 * POST people/NAME/revoke              {"application":"key"}
 * POST people/NAME/airplane            {"on":true}: nothing arrives, answers are reported late
 * GET  applications                    keys and names
 * POST applications                    {"name":"…","disabled":false} makes one: key and secret;
 *                                      {"key":"…","disabled":true} changes one
 * GET  payloads                        the open ones; payloads/UUID: any
 * GET  calls                           the request log
 * GET  sockets                         how many are open
 * GET|POST|DELETE faults               see the package description
 * GET|POST limits                      {"creates":30,"calls":100} a minute; null switches off
 * GET|POST clock                       {"advance":"PT10M"}, {"set":"instant"}, {"speed":60}
 * POST reset                           as just started
 * </pre>
 */
final class ControlApi {
  private static final Logger log = LoggerFactory.getLogger(ControlApi.class);

  private final World world;
  private final PeopleControl people;
  private final WorldControl settings;

  ControlApi(World world) {
    this.world = world;
    this.people = new PeopleControl(world);
    this.settings = new WorldControl(world);
  }

  void handle(HttpServerRequest request, String path) {
    Bodies.read(request)
        .compose(body -> answered(request.method().name(), path, body))
        .otherwise(ControlApi::refused)
        .onSuccess(answer -> answer.send(request.response()));
  }

  private Future<Answer> answered(String method, String path, Optional<Buffer> body) {
    List<String> segments = segments(path);
    return act(method, segments, parsed(body)).map(json -> Answer.json(200, json));
  }

  private Future<? extends JsonNode> act(String method, List<String> path, JsonNode body) {
    if (method.equals("POST") && path.size() == 3 && path.getFirst().equals("people")) {
      return people.act(path.get(1), path.get(2), body);
    }
    return Future.succeededFuture(
        switch (method + " " + pattern(path)) {
          case "GET people" -> people.all();
          case "GET people/*" -> people.one(path.get(1));
          case "GET applications" -> settings.applications();
          case "POST applications" -> settings.application(body);
          case "GET payloads" -> settings.openPayloads();
          case "GET payloads/*" -> ControlJson.payload(world, world.payload(path.get(1)));
          case "GET calls" -> ControlJson.calls(world.calls.all());
          case "GET sockets" -> Json.object().put("open", world.sockets.count());
          case "GET faults" -> ControlJson.faults(world.faults);
          case "POST faults" -> settings.addFaults(body);
          case "DELETE faults" -> settings.clearFaults();
          case "GET limits" -> ControlJson.limits(world.limits);
          case "POST limits" -> settings.limit(body);
          case "GET clock" -> ControlJson.clock(world);
          case "POST clock" -> settings.clock(body);
          case "POST reset" -> settings.reset();
          default ->
              throw SandboxRefusal.missing(
                  "The sandbox has no " + method + " /sandbox/" + String.join("/", path) + ".");
        });
  }

  private static String pattern(List<String> path) {
    return path.isEmpty() ? "" : path.getFirst() + "/*".repeat(path.size() - 1);
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

  static Answer refused(Throwable cause) {
    int status = cause instanceof SandboxRefusal refusal ? refusal.status() : 500;
    if (status == 500) {
      log.error("The control API failed", cause);
    }
    return Answer.json(
        status, Json.object().set("error", Json.object().put("message", cause.getMessage())));
  }
}
