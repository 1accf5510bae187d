package dev.countersign.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpResponseExpectation;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Commands to created payloads with nothing but the libraries that Countersign uses: the limit of
 * what they give. No order, no state, and what is under way when it dies is lost.
 */
final class BareLoop {
  private BareLoop() {}

  public static void main(String... arguments) throws Exception {
    Map<String, String> environment = System.getenv();
    int concurrency = Integer.parseInt(environment.get("CONCURRENCY"));
    String bootstrapServers = environment.get("BOOTSTRAP_SERVERS");
    String events = environment.getOrDefault("EVENTS", "");
    URI platform = URI.create(environment.get("PLATFORM"));
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                environment.get("GROUP"),
                "auto.offset.reset",
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    WebClient client =
        WebClient.create(
            Vertx.vertx(), new WebClientOptions(), new PoolOptions().setHttp1MaxSize(concurrency));
    Semaphore places = new Semaphore(concurrency);
    consumer.subscribe(List.of(environment.get("COMMANDS")));
    System.out.println("bare loop runs");
    while (true) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
        JsonObject command = new JsonObject(Buffer.buffer(record.value()));
        JsonObject meta = command.getJsonObject("custom_meta", new JsonObject());
        JsonObject body =
            new JsonObject()
                .put("txjson", command.getJsonObject("txjson"))
                .put("custom_meta", meta.put("identifier", command.getString("id")));
        places.acquire();
        client
            .post(platform.getPort(), platform.getHost(), "/api/v1/platform/payload")
            .putHeader("content-type", "application/json")
            .putHeader("x-api-key", environment.get("API_KEY"))
            .putHeader("x-api-secret", environment.get("API_SECRET"))
            .sendBuffer(body.toBuffer())
            .expecting(HttpResponseExpectation.SC_OK)
            .onSuccess(
                answer -> {
                  places.release();
                  publish(producer, events, record.key(), answer.bodyAsJsonObject());
                })
            .onFailure(BareLoop::fail);
      }
    }
  }

  private static void publish(
      KafkaProducer<byte[], byte[]> producer, String topic, byte[] id, JsonObject created) {
    JsonObject event =
        new JsonObject()
            .put("type", "CREATED")
            .put("request_id", new String(id, UTF_8))
            .put("payload_uuid", created.getString("uuid"))
            .put("links", created.getJsonObject("refs"));
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, id, event.toBuffer().getBytes());
    record.headers().add("ce_type", "created".getBytes(UTF_8));
    producer.send(
        record,
        (_, failure) -> {
          if (failure != null) {
            fail(failure);
          }
        });
  }

  private static void fail(Throwable failure) {
    System.err.println("ERROR " + failure);
    System.exit(1);
  }
}
