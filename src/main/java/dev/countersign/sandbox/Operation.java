package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call of the control API.
 *
 * @param path below {@code /sandbox/}, with {@code {name}} for what varies
 */
record Operation(String method, String path, Function<Asked, Future<Answer>> work) {
  /** What a caller said: the parts of the path that vary, and the body. */
  record Asked(List<String> arguments, JsonNode body) {
    String first() {
      return arguments.getFirst();
    }
  }

  static Operation json(String method, String path, Function<Asked, JsonNode> work) {
    return later(method, path, asked -> Future.succeededFuture(work.apply(asked)));
  }

  static Operation later(
      String method, String path, Function<Asked, Future<? extends JsonNode>> work) {
    return new Operation(
        method, path, asked -> work.apply(asked).map(json -> Answer.json(200, json)));
  }

  static Operation fixed(String method, String path, Answer answer) {
    return new Operation(method, path, asked -> Future.succeededFuture(answer));
  }

  boolean takesBody() {
    return method.equals("POST") && !path.equals("reset");
  }

  /** The parts of the path that vary; null when it is another operation's. */
  @Nullable List<String> arguments(String calledMethod, List<String> segments) {
    List<String> pattern = path.isEmpty() ? List.of() : List.of(path.split("/"));
    if (!method.equals(calledMethod) || pattern.size() != segments.size()) {
      return null;
    }
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < pattern.size(); i++) {
      if (pattern.get(i).startsWith("{")) {
        arguments.add(segments.get(i));
      } else if (!pattern.get(i).equals(segments.get(i))) {
        return null;
      }
    }
    return arguments;
  }
}
