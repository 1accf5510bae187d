package dev.countersign.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Asked;
import dev.countersign.testing.AsyncApi;
import dev.countersign.testing.Fleet;
import dev.countersign.testing.Readback;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("CONTRACT §4: what a fleet writes is as schemas/asyncapi.yaml says")
class AsyncApiTest {
  private static final AsyncApi API = AsyncApi.read();

  @RegisterExtension static final Fleet fleet = Fleet.setup().start();

  @Test
  void eventsAreValid() {
    Asked signed = fleet.ask("'context':{'cart':'7'}");
    Asked rejected = fleet.ask("'txjson':{'TransactionType':'Payment','Amount':'1'}");
    Asked expired = fleet.ask("'options':{'expire':1}");
    Asked cancelled = fleet.ask("");
    Asked refused = fleet.ask("");
    Asked failed = fleet.ask("'delivery':'PUSH_ONLY','user':'nobody'");
    fleet.person("ada").sign(signed.watched());
    fleet.person("bob").reject(rejected.watched());
    cancelled.awaits("CREATED");
    cancelled.cancel();
    fleet.person("carol").open(refused.watched());
    refused.awaits("CREATED", "OPENED");
    refused.cancel();
    expired.watched();
    signed.awaits("CREATED", "OPENED", "SIGNED");
    rejected.awaits("CREATED", "OPENED", "REJECTED");
    cancelled.awaits("CREATED", "CANCELLED");
    refused.awaits("CREATED", "OPENED", "CANCEL_REFUSED");
    fleet.sandbox().clock().advance(Duration.ofSeconds(61));
    expired.awaits("CREATED", "EXPIRED");
    failed.awaits("FAILED");

    assertThat(fleet.events().all())
        .hasSizeGreaterThan(12)
        .allSatisfy(record -> assertThat(mistakes("eventJson", record)).isEmpty());
  }

  @Test
  void anEventThatCarriesATraceOnIsValid() {
    Asked asked = fleet.asked(fleet.newId());
    byte[] command =
        ("{\"id\":\"" + asked.id() + "\",\"txjson\":{\"TransactionType\":\"SignIn\"}}")
            .getBytes(UTF_8);
    var record = new ProducerRecord<byte[], byte[]>(fleet.topics().commands(), command);
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    record.headers().add("traceparent", trace.getBytes(UTF_8));
    record.headers().add("tracestate", "vendor=1".getBytes(UTF_8));
    assertThat(API.headerMistakes("commandJson", record.headers())).isEmpty();
    fleet.send(record);
    asked.awaits("CREATED");

    ConsumerRecord<byte[], byte[]> event = asked.records().getFirst();

    assertThat(Readback.header(event, "traceparent")).isEqualTo(trace);
    assertThat(mistakes("eventJson", event)).isEmpty();
  }

  @Test
  void aUserTokenIsValid() {
    String user = fleet.newId();
    Asked asked = fleet.ask("'user':'" + user + "'");
    fleet.person(user).sign(asked.watched());

    var tokens =
        Fleet.until(
            "token of " + user,
            () -> fleet.tokens("default", user).isEmpty() ? null : fleet.tokens("default", user));

    assertThat(mistakes("userTokenJson", tokens.getFirst())).isEmpty();
  }

  @Test
  void deadLettersAreValid() {
    String id = fleet.newId();
    fleet.send(id, "{\"id\":\"" + id + "\",\"optons\":{}}");
    fleet.send("not-json", "not JSON");
    fleet.send("odd-id", "{\"id\":\"a b\"}");
    fleet.deadLetters(id, 1);

    var letters =
        Fleet.until(
            "three dead letters",
            () -> fleet.deadLetters().all().size() < 3 ? null : fleet.deadLetters().all());

    assertThat(letters).allSatisfy(letter -> assertThat(mistakes("deadLetter", letter)).isEmpty());
  }

  private static List<String> mistakes(String message, ConsumerRecord<byte[], byte[]> record) {
    return API.mistakes(message, record.key(), record.headers(), record.value());
  }
}
