package dev.countersign.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.testing.Fleet;
import dev.countersign.testing.Readback;
import dev.countersign.testing.Web;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A worker with a real registry behind TLS and a login. What it wrote is read, and what it reads is
 * written, by plain Avro with the schemas that the registry has.
 */
@DisplayName("CONTRACT §3, §4: a schema registry")
class RegistryIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SIGN_IN = "{\"TransactionType\":\"SignIn\"}";
  private static final Registry registry = Registry.start();

  private final RegistryGate gate = new RegistryGate(registry.url());
  private final Deployment deployment = Deployment.create("registry");
  private final KafkaProducer<byte[], byte[]> producer =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", deployment.config().kafka().bootstrapServers()),
          new ByteArraySerializer(),
          new ByteArraySerializer());
  private final Readback events = readback(deployment.config().topics().events());
  private final Readback deadLetters = readback(deployment.config().topics().deadLetters());

  @AfterAll
  static void stop() {
    registry.close();
  }

  @AfterEach
  void close() {
    events.close();
    deadLetters.close();
    producer.close();
    deployment.close();
    gate.close();
  }

  private Readback readback(String topic) {
    return new Readback(deployment.config().kafka(), topic);
  }

  @Test
  void schemasAreRegisteredOnceAndByCommandOnly() {
    assertThat(run("schemas", "check"))
        .contains(
            "FAIL  schema "
                + subject("events")
                + ": not registered; run 'countersign schemas register'")
        .endsWith("exit status 78");

    String registered = run("schemas", "register");

    assertThat(registered).contains("ok    schema " + subject("events") + ": registered, id ");
    assertThat(registered).endsWith("exit status 0");
    assertThat(run("schemas", "register")).isEqualTo(registered);
    assertThat(run("schemas", "check")).isEqualTo(registered);
  }

  @Test
  void whatWouldBreakReadersIsRefused() throws Exception {
    run("schemas", "register");
    // Somebody goes on from what this release has, and drops what it has to have.
    String later =
        """
        {"type":"record","name":"SignRequestEvent","namespace":"dev.countersign","fields":[
          {"name":"event_id","type":"string"},{"name":"shoe_size","type":"int"}]}""";

    assertThat(
            post("/subjects/" + subject("events") + "/versions", later).path("error_code").asInt())
        .isEqualTo(409);
  }

  @Test
  void anIncompatibleSubjectIsSaidSo() throws Exception {
    post(
        "/subjects/" + subject("events") + "/versions",
        """
        {"type":"record","name":"SignRequestEvent","namespace":"dev.countersign","fields":[
          {"name":"event_id","type":"int"}]}""");
    registry.send("PUT", "/config/" + subject("events"), "{\"compatibility\":\"FULL_TRANSITIVE\"}");

    assertThat(run("schemas", "check"))
        .contains(
            "FAIL  schema " + subject("events") + ": cannot be registered beside what is there: ")
        .endsWith("exit status 78");
    assertThat(run("schemas", "register"))
        .contains("FAIL  schema " + subject("events") + ": refused: ")
        .endsWith("exit status 78");
  }

  @Test
  void aWrongPasswordIsSaidSoAndShownNowhere() {
    Map<String, String> environment = environment();
    environment.put("COUNTERSIGN_SCHEMA_REGISTRY_PASSWORD", "wrong-77aa");
    try (JarProcess command = JarProcess.start(environment, "schemas", "check")) {
      assertThat(command.exitStatus()).isEqualTo(69);
      assertThat(command.printed())
          .contains("refuses the credentials")
          .doesNotContain("wrong-77aa");
    }
  }

  @Test
  void aWorkerWaitsUntilItsSchemasAreRegistered() throws Exception {
    try (JarProcess worker = worker()) {
      Web web = web(worker);
      Fleet.await("a reason")
          .until(
              () -> web.get("/health/ready").body().contains("run 'countersign schemas register'"));
      command("a", "{\"id\":\"a\",\"txjson\":" + SIGN_IN + "}");

      register();

      assertThat(event("a", 0).get("type")).hasToString("CREATED");
    }
  }

  @Test
  void framedCommandsAreAnsweredByFramedEvents() throws Exception {
    register();
    Schema command = latest(subject("commands"));
    try (JarProcess worker = worker()) {
      send("ada-1", framed(idOf(subject("commands")), signIn(command, "ada-1", "ada")));
      GenericRecord created = event("ada-1", 0);
      String uuid = created.get("payload_uuid").toString();
      deployment.sandbox().person("ada").open(uuid);
      deployment.sandbox().person("ada").sign(uuid);

      assertThat(created.get("type")).hasToString("CREATED");
      assertThat(event("ada-1", 1).get("type")).hasToString("OPENED");
      assertThat(event("ada-1", 2).get("type")).hasToString("SIGNED");
      // The second one is pushed: the token was read back from the topic, framed as it is.
      send("ada-2", framed(idOf(subject("commands")), signIn(command, "ada-2", "ada")));
      GenericRecord pushed = (GenericRecord) event("ada-2", 0).get("created");
      assertThat(pushed.get("push_accepted")).isEqualTo(true);
      assertThat(header(events.all().getFirst(), "content-type")).isEqualTo("application/avro");
      assertThat(worker.printed()).doesNotContain(RegistryGate.PASSWORD);
    }
  }

  @Test
  void anUnknownIdIsADeadLetterAndTheNextCommandGoesOn() throws Exception {
    register();
    byte[] unknown = {0, 0x7F, 0, 0, 1, 2, 3};
    try (JarProcess worker = worker()) {
      send("same", unknown);
      command("same", "{\"id\":\"behind\",\"txjson\":" + SIGN_IN + "}");

      assertThat(event("behind", 0).get("type")).hasToString("CREATED");
      ConsumerRecord<byte[], byte[]> letter = deadLetters.all().getFirst();
      assertThat(letter.value()).isEqualTo(unknown);
      assertThat(header(letter, "countersign.error.code")).isEqualTo("UNKNOWN_SCHEMA");
      assertThat(worker.isAlive()).isTrue();
    }
  }

  @Test
  void whileTheRegistryIsAwayWhatNeedsItWaitsAndTheRestGoesOn() throws Exception {
    register();
    // Unknown to the worker so far: a producer that leaves a field away.
    List<Schema.Field> fields = new ArrayList<>();
    for (Schema.Field field : latest(subject("commands")).getFields()) {
      if (!field.name().equals("expect")) {
        fields.add(new Schema.Field(field, field.schema()));
      }
    }
    Schema fewer =
        Schema.createRecord("SignRequestCommand", null, "dev.countersign", false, fields);
    int id =
        post("/subjects/" + subject("commands") + "/versions", fewer.toString()).path("id").asInt();
    assertThat(id).isPositive();
    try (JarProcess worker = worker()) {
      command("first", "{\"id\":\"first\",\"txjson\":" + SIGN_IN + "}");
      event("first", 0);
      gate.shut(true);
      sendTo(0, "waits", framed(id, signIn(fewer, "waits", null)));
      Web web = web(worker);
      Fleet.await("a reason")
          .until(() -> web.get("/health/ready").body().contains("schema registry"));
      sendTo(1, "other", ("{\"id\":\"other\",\"txjson\":" + SIGN_IN + "}").getBytes(UTF_8));

      assertThat(event("other", 0).get("type")).hasToString("CREATED");
      assertThat(about("waits")).isEmpty();
      gate.shut(false);
      assertThat(event("waits", 0).get("type")).hasToString("CREATED");
      Fleet.await("no reason any more")
          .until(() -> !web.get("/health/ready").body().contains("schema registry"));
    }
  }

  @Test
  void aRegistryThatHangsKeepsNoWorkerFromStopping() throws Exception {
    register();
    try (JarProcess worker = worker()) {
      command("first", "{\"id\":\"first\",\"txjson\":" + SIGN_IN + "}");
      event("first", 0);
      gate.hang();
      for (int partition = 0; partition < Deployment.PARTITIONS; partition++) {
        sendTo(partition, "waits", new byte[] {0, 0, 0, 9, 9, 0});
      }
      Web web = web(worker);
      Fleet.await("a reason")
          .until(() -> web.get("/health/ready").body().contains("does not answer within 3 s"));

      worker.terminate();

      assertThat(worker.exitStatus(Duration.ofSeconds(10))).isZero();
    }
  }

  // --- the worker and the command line

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(deployment.worker("w"));
    environment.putAll(
        Map.of(
            "COUNTERSIGN_SCHEMA_REGISTRY_URL",
            gate.url().toString(),
            "COUNTERSIGN_SCHEMA_REGISTRY_USERNAME",
            RegistryGate.USERNAME,
            "COUNTERSIGN_SCHEMA_REGISTRY_PASSWORD",
            RegistryGate.PASSWORD,
            "COUNTERSIGN_SCHEMA_REGISTRY_CA_FILE",
            gate.certificate()));
    return environment;
  }

  private JarProcess worker() {
    return JarProcess.start(environment(), "worker");
  }

  private static Web web(JarProcess worker) {
    String line = worker.awaitOut("worker: http://");
    return new Web(line.substring(line.indexOf("http://")).strip());
  }

  private String run(String... arguments) {
    try (JarProcess command = JarProcess.start(environment(), arguments)) {
      int status = command.exitStatus();
      return String.join("\n", command.out()) + "\nexit status " + status;
    }
  }

  // --- the registry, without us

  private String subject(String topic) {
    return deployment.prefix() + '.' + topic + "-value";
  }

  /** As the command does it. */
  private void register() throws Exception {
    for (Map.Entry<String, String> topic :
        Map.of(
                "commands", "sign-request-command.avsc",
                "events", "sign-request-event.avsc",
                "user-tokens", "user-token.avsc")
            .entrySet()) {
      String schema = Files.readString(Path.of("schemas", topic.getValue()));
      assertThat(post("/subjects/" + subject(topic.getKey()) + "/versions", schema).has("id"))
          .isTrue();
    }
  }

  private JsonNode post(String path, String schema) throws Exception {
    return JSON.readTree(
        registry
            .send("POST", path, JSON.createObjectNode().put("schema", schema).toString())
            .body());
  }

  private Schema latest(String subject) throws Exception {
    return schema(registry.get("/subjects/" + subject + "/versions/latest").body());
  }

  private int idOf(String subject) throws Exception {
    return JSON.readTree(registry.get("/subjects/" + subject + "/versions/latest").body())
        .path("id")
        .asInt();
  }

  private static Schema schema(String answer) throws IOException {
    return new Schema.Parser().parse(JSON.readTree(answer).path("schema").asText());
  }

  // --- records, by plain Avro

  private static GenericRecord signIn(Schema schema, String id, @Nullable String user) {
    return new GenericRecordBuilder(schema)
        .set("id", id)
        .set("user", user)
        .set("txjson", SIGN_IN)
        .build();
  }

  private static byte[] framed(int id, GenericRecord record) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0);
    out.writeBytes(ByteBuffer.allocate(4).putInt(id).array());
    new GenericDatumWriter<GenericRecord>(record.getSchema(), GenericData.get())
        .write(record, EncoderFactory.get().directBinaryEncoder(out, null));
    return out.toByteArray();
  }

  private void command(String key, String json) {
    send(key, json.getBytes(UTF_8));
  }

  private void send(String key, byte[] value) {
    written(
        new ProducerRecord<>(deployment.config().topics().commands(), key.getBytes(UTF_8), value));
  }

  private void sendTo(int partition, String key, byte[] value) {
    written(
        new ProducerRecord<>(
            deployment.config().topics().commands(), partition, key.getBytes(UTF_8), value));
  }

  private void written(ProducerRecord<byte[], byte[]> record) {
    try {
      producer.send(record).get();
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> about(String requestId) {
    return events.matching(record -> requestId.equals(Readback.key(record)));
  }

  /** The event with this number, once it is there. */
  private GenericRecord event(String requestId, int sequence) {
    ConsumerRecord<byte[], byte[]> record =
        Fleet.until(
            "event " + sequence + " of " + requestId,
            () -> {
              List<ConsumerRecord<byte[], byte[]>> all = about(requestId);
              return all.size() > sequence ? all.get(sequence) : null;
            });
    try {
      ByteBuffer value = ByteBuffer.wrap(record.value());
      assertThat(value.get()).isZero();
      Schema schema = schema(registry.get("/schemas/ids/" + value.getInt()).body());
      return new GenericDatumReader<GenericRecord>(schema)
          .read(
              null,
              DecoderFactory.get()
                  .binaryDecoder(record.value(), 5, record.value().length - 5, null));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return String.valueOf(Readback.header(record, name));
  }
}
