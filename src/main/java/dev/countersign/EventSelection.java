package dev.countersign;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.request.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which events are meant: those that fit everything that is given. */
final class EventSelection {
  @Option(names = "--request", paramLabel = "ID", description = "Only events of this request.")
  private @Nullable String request;

  @Option(names = "--user", description = "Only events of this user's requests.")
  private @Nullable String user;

  @Option(
      names = "--application",
      paramLabel = "ALIAS",
      description = "Only events of this application's requests.")
  private @Nullable String application;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description =
          "Only events of this type; may be given several times: ${COMPLETION-CANDIDATES}.")
  private List<Event.Type> types = new ArrayList<>();

  boolean fits(JsonNode event) {
    return is(event, "request_id", request)
        && is(event, "user", user)
        && is(event, "application", application)
        && (types.isEmpty()
            || types.stream().anyMatch(type -> type.name().equals(event.path("type").asText())));
  }

  private static boolean is(JsonNode event, String field, @Nullable String wanted) {
    return wanted == null
        || event.path(field).isTextual() && wanted.equals(event.path(field).asText());
  }
}
