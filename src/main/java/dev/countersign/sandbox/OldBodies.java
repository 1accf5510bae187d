package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Bodies as they were before 2022 (PROTOCOL §5.1, §7.1, §8.1). */
final class OldBodies {
  private OldBodies() {}

  /** Resolve frames, and the part of a webhook that repeats one. */
  static ObjectNode frame(ObjectNode frame) {
    frame.remove("txid");
    return frame;
  }

  static ObjectNode read(ObjectNode body) {
    if (body.get("meta") instanceof ObjectNode meta) {
      meta.remove(List.of("pathfinding", "pathfinding_fallback", "force_network", "signers"));
    }
    if (body.get("response") instanceof ObjectNode response) {
      response.remove(
          List.of("environment_nodeuri", "environment_nodetype", "environment_networkid"));
    }
    return body;
  }
}
