package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Verification of user tokens (PROTOCOL §8.5): unknown and foreign ones are left out. */
final class TokenCalls {
  private final World world;

  TokenCalls(World world) {
    this.world = world;
  }

  Answer one(Exchange exchange) {
    return answer(exchange, List.of(exchange.route.argument()));
  }

  Answer several(Exchange exchange, @Nullable JsonNode body) {
    if (body == null || !(body.get("tokens") instanceof ArrayNode tokens)) {
      throw new PlatformError(400, 400);
    }
    return answer(exchange, Json.stream(tokens).map(JsonNode::asText).toList());
  }

  private Answer answer(Exchange exchange, List<String> values) {
    ObjectNode body = Json.object();
    ArrayNode tokens = body.putArray("tokens");
    values.stream()
        .flatMap(value -> Stream.ofNullable(world.tokens.find(value, exchange.application())))
        .forEach(
            token ->
                tokens
                    .addObject()
                    .put("user_token", token.value)
                    .put("active", token.live(world.now()))
                    .put("issued", token.issuedAt.getEpochSecond())
                    .put("expires", token.expiresAt.getEpochSecond()));
    return Answer.json(200, body);
  }
}
