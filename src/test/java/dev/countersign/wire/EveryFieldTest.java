package dev.countersign.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.SignRequestEvent;
import dev.countersign.UserToken;
import dev.countersign.request.Event;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("CONTRACT §3–§5: every field arrives, in every encoding")
class EveryFieldTest {
  private static final Schema COMMAND = SchemaFiles.present("sign-request-command");
  private static final Schema EVENT = SchemaFiles.present("sign-request-event");
  private static final Schema TOKEN = SchemaFiles.present("user-token");

  @ParameterizedTest
  @MethodSource("dev.countersign.wire.PublicEncoding#all")
  void othersReadEveryFieldOfAnEvent(PublicEncoding encoding) throws UndecodableException {
    GenericRecord event = Filled.record(EVENT);

    byte[] value = encoding.ours(ours(event, SignRequestEvent.class));

    assertThat(encoding.read().leaves(EVENT, value)).isEqualTo(Leaves.of(event));
  }

  @ParameterizedTest
  @MethodSource("dev.countersign.wire.PublicEncoding#all")
  void othersReadEveryFieldOfAUserToken(PublicEncoding encoding) throws UndecodableException {
    GenericRecord token = Filled.record(TOKEN);

    byte[] value = encoding.ours(ours(token, UserToken.class));

    assertThat(encoding.read().leaves(TOKEN, value)).isEqualTo(Leaves.of(token));
  }

  @ParameterizedTest
  @MethodSource("dev.countersign.wire.PublicEncoding#all")
  void othersReadWhatIsNotKnownAsNull(PublicEncoding encoding) throws UndecodableException {
    GenericRecord token = Filled.record(TOKEN);
    for (String field : new String[] {"account", "issued_at", "expires_at", "request_id"}) {
      token.put(field, null);
    }

    byte[] value = encoding.ours(ours(token, UserToken.class));

    assertThat(encoding.read().leaves(TOKEN, value))
        .isEqualTo(Leaves.of(token))
        .containsEntry("account", "null");
  }

  @ParameterizedTest
  @MethodSource("dev.countersign.wire.PublicEncoding#all")
  void weReadEveryFieldOfACommand(PublicEncoding encoding) throws UndecodableException {
    GenericRecord command = Filled.record(COMMAND);

    byte[] value = encoding.write().write(command);
    CommandDocument document = CommandDocument.read(value, Framing.writer(value, _ -> COMMAND));

    assertThat(document.problems()).isEmpty();
    assertThat(leaves(document.root())).isEqualTo(Leaves.of(command));
  }

  @Test
  void allEncodingsCutTimesToTheMillisecond() {
    SignRequestEvent event =
        SignRequestEvent.newBuilder(
                EventMapping.toRecord(Samples.event(Event.Type.OPENED, false, null)))
            .setOccurredAt(Instant.parse("2026-03-01T12:00:00.123999999Z"))
            .build();

    for (PublicEncoding encoding : PublicEncoding.ALL) {
      assertThat(encoding.read().leaves(EVENT, encoding.ours(event)))
          .as(encoding.name())
          .containsEntry("occurred_at", Instant.parse("2026-03-01T12:00:00.123Z"));
    }
  }

  private static <T extends SpecificRecordBase> T ours(GenericRecord record, Class<T> type)
      throws UndecodableException {
    return new AvroReader<>(type, record.getSchema())
        .read(PublicEncoding.singleObject(record), _ -> null);
  }

  /** In the words of {@link Leaves}; a command does not tell null from absent. */
  private static Map<String, Object> leaves(Json.Obj root) {
    Map<String, Object> leaves = new TreeMap<>();
    collect("", COMMAND, root, leaves);
    return leaves;
  }

  private static void collect(
      String path, Schema schema, Json.Obj object, Map<String, Object> leaves) {
    object
        .members()
        .forEach(
            (name, value) -> {
              Schema field = Filled.present(schema.getField(name).schema());
              switch (value) {
                case Json.Obj nested when field.getType() == Schema.Type.RECORD ->
                    collect(path + name + '.', field, nested, leaves);
                case Json.Null _ -> {}
                default -> leaves.put(path + name, plain(field, value));
              }
            });
  }

  private static Object plain(Schema schema, Json value) {
    return switch (value) {
      case Json.Str(String text) when schema.getLogicalType() != null ->
          OffsetDateTime.parse(text).toInstant();
      case Json.Str(String text) -> text;
      case Json.Num(BigDecimal number) -> new BigDecimal(number.toBigIntegerExact());
      case Json.Bool(boolean bool) -> bool;
      case Json.Verbatim(Json _, String text) -> text;
      case Json.Arr(var items) -> items.stream().map(item -> ((Json.Str) item).value()).toList();
      case Json.Obj(var members) -> {
        Map<String, String> texts = new TreeMap<>();
        members.forEach((name, text) -> texts.put(name, ((Json.Str) text).value()));
        yield texts;
      }
      case Json.Null _ -> throw new AssertionError("null is no value");
    };
  }
}
