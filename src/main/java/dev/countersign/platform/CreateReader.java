package dev.countersign.platform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.request.Links;
import dev.countersign.request.Signal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the answer to POST payload (PROTOCOL §4.2). */
final class CreateReader {
  private CreateReader() {}

  static Signal.@Nullable Created read(JsonNode body) {
    String uuid = Json.text(body, "uuid");
    if (uuid == null) {
      return null;
    }
    JsonNode next = body.path("next");
    JsonNode refs = body.path("refs");
    List<String> qualities = new ArrayList<>();
    for (JsonNode quality : refs.path("qr_uri_quality_opts")) {
      if (quality.isTextual()) {
        qualities.add(quality.textValue());
      }
    }
    Links links =
        new Links(
            Json.text(next, "always"),
            Json.text(next, "no_push_msg_received"),
            Json.text(refs, "qr_png"),
            Json.text(refs, "qr_matrix"),
            qualities,
            Json.text(refs, "websocket_status"));
    return new Signal.Created(uuid, links, Json.isTrue(body, "pushed"));
  }
}
