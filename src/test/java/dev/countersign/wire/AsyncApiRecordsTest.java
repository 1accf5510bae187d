package dev.countersign.wire;

import static dev.countersign.wire.Samples.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.request.Event;
import dev.countersign.request.Event.Detail;
import dev.countersign.request.TokenNews;
import dev.countersign.request.UserToken;
import dev.countersign.testing.AsyncApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("CONTRACT §4: records are as schemas/asyncapi.yaml says")
class AsyncApiRecordsTest {
  private static final AsyncApi API = AsyncApi.read();
  private static final EventCodec JSON = new EventCodec(Format.JSON);
  private static final Origin ORIGIN = new Origin("commands", 3, 17, Samples.AT, new byte[] {7});

  @ParameterizedTest
  @MethodSource("dev.countersign.wire.EventCodecTest#goldens")
  void anEventIsValid(Event event, String block) {
    assertThat(API.mistakes("eventJson", JSON.key(event), JSON.headers(event), JSON.encode(event)))
        .isEmpty();
    assertThat(API.headerMistakes("eventAvro", new EventCodec(Format.AVRO).headers(event)))
        .isEmpty();
    assertThat(
            API.headerMistakes(
                "eventConfluent", new EventCodec(new Format.Confluent(7)).headers(event)))
        .isEmpty();
  }

  @Test
  void anEventWithoutTheBlockOfItsTypeOrWithAnotherIsNot() {
    Event bare = event(Event.Type.CREATED, false, null);
    Event other = event(Event.Type.OPENED, false, new Detail.Expiry(true, true));

    assertThat(API.payloadMistakes("eventJson", JSON.encode(bare))).isNotEmpty();
    assertThat(API.payloadMistakes("eventJson", JSON.encode(other))).isNotEmpty();
  }

  @Test
  void anEventOfALaterReleaseMayHaveMoreFields() {
    String event = new String(JSON.encode(event(Event.Type.OPENED, false, null)), UTF_8);
    String later = event.replaceFirst("\\{", "{\"mood\":\"calm\",");

    assertThat(API.payloadMistakes("eventJson", later.getBytes(UTF_8))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(TokenNews.ExpirySource.class)
  void aUserTokenIsValid(TokenNews.ExpirySource source) {
    TokenCodec codec = new TokenCodec(Format.JSON);
    TokenNews.Issued issued =
        new TokenNews.Issued(
            "shop",
            "ada/1",
            new UserToken(Samples.TOKEN),
            "rA",
            Samples.AT,
            Samples.AT,
            source,
            "order-42",
            "3f0e1b8c-3a6e-4f5d-8d8a-b5f1a6d1a111");

    assertThat(
            API.mistakes(
                "userTokenJson",
                TokenCodec.key("shop", "ada/1"),
                codec.headers(),
                codec.encode(issued)))
        .isEmpty();
    assertThat(API.headerMistakes("userTokenAvro", new TokenCodec(Format.AVRO).headers()))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(DeadLetterCode.class)
  void aDeadLetterIsValid(DeadLetterCode code) {
    ProducerRecord<byte[], byte[]> letter = letter(code);

    assertThat(API.mistakes("deadLetter", letter.key(), letter.headers(), letter.value()))
        .isEmpty();
  }

  @Test
  void aDeadLetterWithoutItsReasonIsNot() {
    Headers headers = letter(DeadLetterCode.INTERNAL).headers().remove("countersign.error.code");

    assertThat(API.headerMistakes("deadLetter", headers)).isNotEmpty();
  }

  @Test
  void everyHeaderOfADeadLetterIsDescribed() {
    JsonNode described = API.document().at("/components/schemas/deadLetterHeaders/properties");
    List<String> written = new ArrayList<>();
    letter(DeadLetterCode.INTERNAL).headers().forEach(header -> written.add(header.key()));

    assertThat(described.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  void theDocumentIsOfThisRelease() throws IOException {
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains(
            "<artifactId>countersign</artifactId>\n  <version>"
                + API.document().at("/info/version").asText()
                + "</version>");
  }

  /** The official parser leaves examples of JSON Schemas alone. */
  @ParameterizedTest
  @MethodSource
  void anExampleIsValid(String message, JsonNode example) throws Exception {
    Headers headers = new RecordHeaders();
    example
        .path("headers")
        .properties()
        .forEach(
            header -> headers.add(header.getKey(), header.getValue().asText().getBytes(UTF_8)));

    if (example.has("headers")) {
      assertThat(API.headerMistakes(message, headers)).isEmpty();
    }
    if (example.has("payload")) {
      byte[] payload = new ObjectMapper().writeValueAsBytes(example.path("payload"));
      assertThat(API.payloadMistakes(message, payload)).isEmpty();
    }
  }

  static Stream<Arguments> anExampleIsValid() {
    return API.document().at("/components/messages").properties().stream()
        .flatMap(
            message ->
                message
                    .getValue()
                    .path("examples")
                    .valueStream()
                    .map(example -> Arguments.of(message.getKey(), example)));
  }

  private static ProducerRecord<byte[], byte[]> letter(DeadLetterCode code) {
    Throwable thrown = code == DeadLetterCode.INTERNAL ? new IllegalStateException() : null;
    return DeadLetterCodec.encode(
        "dead",
        "fleet",
        ORIGIN,
        new RecordHeaders(),
        new byte[] {1, 2},
        new Fault(code, "much", Fault.Stage.TASK_PUT, 5, CommandPeek.class, thrown),
        "order-42");
  }
}
