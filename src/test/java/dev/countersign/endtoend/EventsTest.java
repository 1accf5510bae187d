package dev.countersign.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.SignRequestEvent;
import dev.countersign.SignRequestEventType;
import dev.countersign.testing.Asked;
import dev.countersign.testing.Fleet;
import dev.countersign.testing.Readback;
import dev.countersign.wire.EventReader;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("CONTRACT §4: events")
class EventsTest {
  private static final String TRACEPARENT =
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @RegisterExtension
  static final Fleet fleet =
      Fleet.setup().applications("shop").set("countersign.format", "avro").start();

  @Test
  void avroEventsAreReadWithThePublishedSchema() throws Exception {
    Asked asked = fleet.ask("'application':'shop','user':'ada'");
    asked.payload();

    byte[] value = asked.records().getFirst().value();

    assertThat(value).startsWith(0xC3, 0x01);
    SignRequestEvent event = new EventReader().decode(value);
    assertThat(event.getType()).isEqualTo(SignRequestEventType.CREATED);
    assertThat(event.getUser()).isEqualTo("ada");
    assertThat(event.getCreated().getLinks().getAlways()).contains(asked.payload());
  }

  @Test
  void avroTokensAreUnderstoodByTheWorkersThemselves() {
    String user = fleet.newId();
    Asked first = fleet.ask("'user':'" + user + "'");
    fleet.person(user).sign(first.watched());
    Fleet.await("token of " + user).until(() -> !fleet.tokens("default", user).isEmpty());

    Asked second = fleet.ask("'user':'" + user + "'");

    assertThat(second.awaits("CREATED").path("created").path("push_accepted").asBoolean()).isTrue();
  }

  @Test
  void theHeadersAreACloudEventInBinaryMode() {
    Asked asked = fleet.ask("'application':'shop'");
    JsonNode event = asked.awaits("CREATED");

    ConsumerRecord<byte[], byte[]> record = asked.records().getFirst();

    assertThat(Readback.header(record, "ce_specversion")).isEqualTo("1.0");
    assertThat(Readback.header(record, "ce_id")).isEqualTo(event.path("event_id").asText());
    assertThat(Readback.header(record, "ce_source")).isEqualTo("/countersign/shop");
    assertThat(Readback.header(record, "ce_type"))
        .isEqualTo("dev.countersign.sign_request.created.v1");
    assertThat(Readback.header(record, "ce_subject")).isEqualTo(asked.id());
    assertThat(Readback.header(record, "ce_time")).isEqualTo(event.path("occurred_at").asText());
    assertThat(Readback.header(record, "content-type")).isEqualTo("application/avro");
  }

  @Test
  void theCommandsTraceIsCarriedToEveryEvent() {
    Asked asked = fleet.asked(fleet.newId());
    String json = "{\"id\":\"" + asked.id() + "\",\"txjson\":{\"TransactionType\":\"SignIn\"}}";
    var command =
        new ProducerRecord<>(
            fleet.topics().commands(), asked.id().getBytes(UTF_8), json.getBytes(UTF_8));
    command.headers().add("traceparent", TRACEPARENT.getBytes(UTF_8));
    command.headers().add("tracestate", "vendor=1".getBytes(UTF_8));
    fleet.send(command);

    fleet.person("ada").reject(asked.watched());

    asked.awaits("CREATED", "OPENED", "REJECTED");
    assertThat(asked.records())
        .allSatisfy(
            event -> {
              assertThat(Readback.header(event, "traceparent")).isEqualTo(TRACEPARENT);
              assertThat(Readback.header(event, "tracestate")).isEqualTo("vendor=1");
            });
  }

  @Test
  void theContextIsEchoedInEveryEventAndNeverSentToThePlatform() {
    Asked asked = fleet.ask("'context':{'cart':'secret-cart-7'}");
    fleet.person("ada").reject(asked.watched());

    asked.awaits("CREATED", "OPENED", "REJECTED");

    assertThat(asked.events())
        .allSatisfy(
            event ->
                assertThat(event.path("context").path("cart").asText()).isEqualTo("secret-cart-7"));
    assertThat(fleet.sandbox().payload(asked.payload()).toString()).doesNotContain("secret-cart");
  }

  @Test
  void everyEventHasAnIdOfItsOwn() {
    Asked asked = fleet.ask("");
    fleet.person("ada").reject(asked.watched());

    asked.awaits("CREATED", "OPENED", "REJECTED");

    assertThat(asked.events())
        .extracting(event -> UUID.fromString(event.path("event_id").asText()))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.version() == 5);
  }
}
