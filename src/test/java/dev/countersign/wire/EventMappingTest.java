package dev.countersign.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.request.Event;
import dev.countersign.request.Event.Detail;
import dev.countersign.request.Inspection;
import dev.countersign.request.Links;
import dev.countersign.request.PayloadView;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every text is the name of the field in which it is to arrive. */
class EventMappingTest {

  @Test
  void noLinksAreMixedUp() throws UndecodableException {
    Links links =
        new Links(
            "always",
            "no_push_msg_received",
            "qr_png",
            "qr_matrix",
            List.of("qr_uri_quality_opts"),
            "websocket_status");
    Detail created = new Detail.Creation(false, true, true, Samples.AT, links);

    JsonNode block = published(Event.Type.CREATED, created).path("created");

    assertThat(misplaced(block.path("links"))).isEmpty();
    assertThat(block.path("links").path("qr_uri_quality_opts").path(0).asText())
        .isEqualTo("qr_uri_quality_opts");
    assertThat(block.path("push_requested").asBoolean(true)).isFalse();
    assertThat(block.path("push_accepted").asBoolean()).isTrue();
  }

  @Test
  void noFieldsOfAResolutionAreMixedUp() throws UndecodableException {
    PayloadView.Response response =
        new PayloadView.Response(
            "account",
            "signer",
            "txid",
            "hex",
            "multisign_account",
            "dispatched_to",
            "dispatched_nodetype",
            "dispatched_result",
            "environment_nodetype",
            21337,
            "origintype",
            "signmethod",
            true,
            Samples.AT);

    JsonNode block =
        published(
                Event.Type.SIGNED,
                new Detail.Resolution(
                    response, false, List.of(), new Inspection.Unchecked("unchecked")))
            .path("resolution");

    assertThat(misplaced(block)).containsExactly("resolved_at");
    assertThat(block.path("environment_networkid").asInt()).isEqualTo(21337);
    assertThat(block.path("opened_by_deeplink").asBoolean()).isTrue();
    assertThat(block.path("late").asBoolean(true)).isFalse();
  }

  private static JsonNode published(Event.Type type, Detail detail) throws UndecodableException {
    byte[] value = new EventCodec(Format.JSON).encode(Samples.event(type, true, detail));
    return new EventReader().tree(value);
  }

  private static List<String> misplaced(JsonNode block) {
    return block.properties().stream()
        .filter(field -> !field.getValue().isContainerNode())
        .filter(field -> !field.getValue().isBoolean() && !field.getValue().isNumber())
        .filter(field -> !field.getValue().asText().equals(field.getKey()))
        .map(field -> field.getKey())
        .toList();
  }
}
