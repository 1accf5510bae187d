package dev.countersign.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.countersign.config.RegistrySettings;
import dev.countersign.wire.DeadLetterCode;
import dev.countersign.wire.SchemaUnavailableException;
import dev.countersign.wire.UndecodableException;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a registry, or whatever stands where one should be, may answer. */
@DisplayName("CONTRACT §6.7: an unreachable registry stops the clock, not the data")
class SchemaRegistryTest {
  private static final String RECORD =
      "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}";
  private static final String NOTHING = "{\"error_code\":40403,\"message\":\"Schema not found\"}";

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server = server();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<@Nullable String> troubles = new ArrayList<>();
  private final SchemaRegistry registry = registry("http://127.0.0.1:" + port());

  private record Answer(int status, String body) {}

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private SchemaRegistry registry(String url) {
    server.createContext("/", this::answer);
    server.start();
    return new SchemaRegistry(
        new RegistryHttp(
            vertx,
            new RegistrySettings(URI.create(url), null, null),
            Duration.ofSeconds(5),
            troubles::add));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    Answer answer = answers.getOrDefault(path, new Answer(404, NOTHING));
    byte[] body = answer.body().getBytes(UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @AfterEach
  void close() {
    server.stop(0);
    vertx.close().await();
  }

  @Test
  void aSchemaIsAskedForOnce() throws Exception {
    has(7, RECORD);

    assertThat(registry.find(7)).isEqualTo(new Schema.Parser().parse(RECORD));
    assertThat(registry.find(7)).isSameAs(registry.find(7));
    assertThat(asked).containsExactly("/schemas/ids/7");
    assertThat(troubles).containsExactly((String) null);
  }

  @Test
  void anIdThatIsNotKnownIsNotAskedForAgainAtOnce() {
    assertUnknown(8, "does not know");
    assertUnknown(8, "does not know");

    assertThat(asked).containsExactly("/schemas/ids/8");
  }

  @Test
  void anIdThatCannotBeOneIsNotAskedFor() {
    assertUnknown(-1, "cannot be one");

    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | {\"message\":\"Not Found\"} | check its address",
        "404 | '' | check its address",
        "404 | {\"error_code\":404} | check its address",
        "200 | <html></html> | no JSON object",
        "302 | '' | answered HTTP 302",
        "401 | {\"error_code\":401} | refuses the credentials (HTTP 401)",
        "403 | {\"error_code\":40301} | refuses the credentials (HTTP 403)",
        "406 | '' | answered HTTP 406",
        "429 | '' | answered HTTP 429",
        "500 | {\"error_code\":50001} | answered HTTP 500"
      })
  void anAnswerThatIsNoneMakesWait(int status, String body, String why) {
    answers.put("/schemas/ids/7", new Answer(status, body));

    assertThatThrownBy(() -> registry.find(7))
        .isInstanceOf(SchemaUnavailableException.class)
        .hasMessageContaining(why);
    assertThat(troubles).last().asString().contains(why);
  }

  @Test
  void nobodyWaitsRightAfterAFailureAndThenItIsAskedAgain() {
    answers.put("/schemas/ids/7", new Answer(500, "{}"));
    assertThatThrownBy(() -> registry.find(7)).isInstanceOf(SchemaUnavailableException.class);
    assertThatThrownBy(() -> registry.find(7)).hasMessageContaining("HTTP 500");
    assertThat(asked).hasSize(1);
    has(7, RECORD);

    org.awaitility.Awaitility.await()
        .ignoreException(SchemaUnavailableException.class)
        .until(() -> registry.find(7) != null);
    assertThat(troubles).last().isNull();
  }

  @Test
  void whatOneMayNotSeeIsUnknownIfOthersAreShown() throws Exception {
    has(7, RECORD);
    registry.find(7);
    answers.put("/schemas/ids/9", new Answer(403, "{\"error_code\":40301}"));

    assertUnknown(9, "does not show to us");
  }

  @Test
  void whoeverMayNotSeeAnythingAnyMoreWaits() throws Exception {
    has(7, RECORD);
    registry.find(7);
    answers.put("/schemas/ids/7", new Answer(403, "{\"error_code\":40301}"));
    answers.put("/schemas/ids/9", new Answer(403, "{\"error_code\":40301}"));

    assertThatThrownBy(() -> registry.find(9)).isInstanceOf(SchemaUnavailableException.class);
  }

  @Test
  void whereNobodyListensMakesWaitAndSaysWhy() {
    server.stop(0);

    assertThatThrownBy(() -> registry.find(7))
        .isInstanceOf(SchemaUnavailableException.class)
        .hasMessageContaining("Connection refused");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"schema\":\"{\"}",
        "{\"schema\":\"{\\\"type\\\":\\\"record\\\"}\"}",
        "{\"schema\":17}",
        "{}",
        "{\"schema\":\"\\\"int\\\"\",\"references\":[{}]}",
        "{\"schema\":\"\\\"int\\\"\",\"references\":[17]}",
        "{\"schema\":\"\\\"int\\\"\",\"references\":17}",
        "{\"schema\":\"\\\"int\\\"\",\"references\":[{\"subject\":\"s\",\"version\":\"x\"}]}",
        "{\"schema\":\"\\\"int\\\"\",\"references\":[{\"subject\":\"none\",\"version\":1}]}"
      })
  void whatIsNoSchemaIsUnknown(String answer) {
    answers.put("/schemas/ids/7", new Answer(200, answer));

    assertUnknown(7, "not a valid Avro schema");
  }

  @Test
  void anotherTypeIsUnknown() {
    answers.put(
        "/schemas/ids/7",
        new Answer(200, "{\"schemaType\":\"PROTOBUF\",\"schema\":\"syntax = \\\"proto3\\\";\"}"));

    assertUnknown(7, "of type PROTOBUF");
  }

  @Test
  void aSchemaComesWithThoseThatItRefersTo() throws Exception {
    answers.put("/subjects/s/versions/2", new Answer(200, schema(RECORD).encode()));
    answers.put(
        "/schemas/ids/7",
        new Answer(
            200,
            schema("{\"type\":\"array\",\"items\":\"R\"}")
                .put("references", new JsonArray().add(reference("s", 2)).add(reference("s", 2)))
                .encode()));

    assertThat(registry.find(7).getElementType()).isEqualTo(new Schema.Parser().parse(RECORD));
    assertThat(asked).containsExactly("/schemas/ids/7", "/subjects/s/versions/2");
  }

  @Test
  void referencesWithoutEndAreNotFollowed() {
    JsonArray references = new JsonArray();
    for (int version = 0; version < 1_000; version++) {
      references.add(reference("s", version));
      answers.put(
          "/subjects/s/versions/" + version,
          new Answer(200, schema(RECORD.replace("\"R\"", "\"R" + version + '"')).encode()));
    }
    answers.put(
        "/schemas/ids/7",
        new Answer(200, schema("\"int\"").put("references", references).encode()));

    assertUnknown(7, "not a valid Avro schema");
    assertThat(asked).hasSizeLessThan(60);
  }

  @Test
  void aSchemaThatWouldKeepReadersBusyIsUnknown() {
    has(7, "{\"type\":\"array\",\"items\":\"null\"}");

    assertUnknown(7, "array of what has no bytes");
  }

  @Test
  void aLongSchemaIsUnknown() {
    has(7, RECORD.replace("\"fields\"", "\"doc\":\"" + "x".repeat(70_000) + "\",\"fields\""));

    assertUnknown(7, "more than 65536 characters");
  }

  @Test
  void onlyTheRegistryItselfSaysThatASchemaIsNotRegistered() {
    Schema schema = new Schema.Parser().parse(RECORD);
    answers.put("/subjects/a", new Answer(404, "{\"error_code\":40401}"));
    answers.put("/subjects/b", new Answer(404, "<html>"));

    assertThat(registry.idOf("a", schema)).isEmpty();
    assertThatThrownBy(() -> registry.idOf("b", schema))
        .isInstanceOf(SchemaUnavailableException.class);
  }

  private void has(int id, String schema) {
    answers.put("/schemas/ids/" + id, new Answer(200, schema(schema).encode()));
  }

  private static JsonObject schema(String text) {
    return new JsonObject().put("schema", text);
  }

  private static JsonObject reference(String subject, int version) {
    return new JsonObject().put("name", "R").put("subject", subject).put("version", version);
  }

  private void assertUnknown(int id, String why) {
    assertThatThrownBy(() -> registry.find(id))
        .isInstanceOfSatisfying(
            UndecodableException.class,
            e -> assertThat(e.code()).isEqualTo(DeadLetterCode.UNKNOWN_SCHEMA))
        .hasMessageContaining("schema id " + id)
        .hasMessageContaining(why);
  }
}
