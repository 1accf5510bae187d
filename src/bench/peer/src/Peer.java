import static java.nio.charset.StandardCharsets.UTF_8;

import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.CommitMode;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.vertx.VertxParallelEoSStreamProcessor;
import io.confluent.parallelconsumer.vertx.VertxParallelStreamProcessor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Commands to created payloads with Confluent's parallel consumer and its Vert.x module, as its
 * documentation shows: ordered by key, at least once, nothing remembered.
 */
final class Peer {
  private Peer() {}

  public static void main(String... arguments) throws Exception {
    Map<String, String> environment = System.getenv();
    int concurrency = Integer.parseInt(environment.get("CONCURRENCY"));
    String bootstrapServers = environment.get("BOOTSTRAP_SERVERS");
    URI platform = URI.create(environment.get("PLATFORM"));
    String events = environment.get("EVENTS");
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "group.id", environment.get("GROUP"),
                "enable.auto.commit", false,
                "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    Vertx vertx = Vertx.vertx(new VertxOptions());
    WebClient client =
        WebClient.create(
            vertx, new WebClientOptions().setMaxPoolSize(concurrency).setHttp2MaxPoolSize(1));
    VertxParallelStreamProcessor<byte[], byte[]> processor =
        new VertxParallelEoSStreamProcessor<>(
            vertx,
            client,
            ParallelConsumerOptions.<byte[], byte[]>builder()
                .consumer(consumer)
                .ordering(ProcessingOrder.KEY)
                .commitMode(CommitMode.PERIODIC_CONSUMER_ASYNCHRONOUS)
                .maxConcurrency(concurrency)
                .build());
    processor.subscribe(List.of(environment.get("COMMANDS")));
    processor.vertxFuture(
        context -> {
          JsonObject command = new JsonObject(Buffer.buffer(context.getSingleConsumerRecord().value()));
          String id = command.getString("id");
          Buffer body =
              new JsonObject()
                  .put("txjson", command.getJsonObject("txjson"))
                  .put(
                      "custom_meta",
                      command.getJsonObject("custom_meta", new JsonObject()).put("identifier", id))
                  .toBuffer();
          return client
              .post(platform.getPort(), platform.getHost(), "/api/v1/platform/payload")
              .putHeader("content-type", "application/json")
              .putHeader("x-api-key", environment.get("API_KEY"))
              .putHeader("x-api-secret", environment.get("API_SECRET"))
              .sendBuffer(body)
              .compose(
                  answer -> {
                    if (answer.statusCode() != 200) {
                      return Future.failedFuture("the platform answers " + answer.statusCode());
                    }
                    JsonObject created = answer.bodyAsJsonObject();
                    Buffer event =
                        new JsonObject()
                            .put("type", "CREATED")
                            .put("request_id", id)
                            .put("payload_uuid", created.getString("uuid"))
                            .put("links", created.getJsonObject("refs"))
                            .toBuffer();
                    ProducerRecord<byte[], byte[]> record =
                        new ProducerRecord<>(events, id.getBytes(UTF_8), event.getBytes());
                    record.headers().add("ce_type", "created".getBytes(UTF_8));
                    Promise<HttpResponse<Buffer>> written = Promise.promise();
                    producer.send(
                        record,
                        (metadata, failure) -> {
                          if (failure == null) {
                            written.complete(answer);
                          } else {
                            written.fail(failure);
                          }
                        });
                    return written.future();
                  });
        });
    System.out.println("peer runs");
  }
}
