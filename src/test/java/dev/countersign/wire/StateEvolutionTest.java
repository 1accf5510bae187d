package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.internal.RequestStateRecord;
import dev.countersign.request.RequestState;
import dev.countersign.wire.StateCodec.Decoded;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;

/** What this release does with the states of its neighbours (CONTRACT §6.10). */
class StateEvolutionTest {
  private static final String CURRENT = RequestStateRecord.getClassSchema().toString();
  private static final RequestState AHEAD = new RequestState.CancelAhead("shop", Samples.AT);
  private final StateCodec codec = new StateCodec();
  private final StateSchemas schemas = new StateSchemas();

  @Test
  void aFieldThatOnlyTheNeighbourKnowsIsPassedOver() {
    Schema neighbour = withExtraField();
    assertThat(codec.decode(ahead(neighbour, 1), learned(neighbour)))
        .isEqualTo(new Decoded.Understood(AHEAD));
  }

  @Test
  void aStateThatNeedsANewerReaderIsHeld() {
    Schema neighbour = withExtraField();
    assertThat(codec.decode(ahead(neighbour, 2), learned(neighbour)))
        .isEqualTo(
            new Decoded.Held(
                "written by a newer release: it needs a reader of version 2, this one has 1"));
  }

  @Test
  void aStateWhoseSchemaIsNotFoundIsHeld() {
    Schema neighbour = withExtraField();
    assertThat(why(codec.decode(ahead(neighbour, 1), schemas)))
        .contains("Avro schema that is not known here")
        .contains(Texts.hex(SchemaNormalization.parsingFingerprint64(neighbour)));
  }

  /** Even one that looks like a state of ours, which Avro would take it for. */
  @Test
  void aKindOfStateThatIsNotKnownIsHeld() {
    Schema neighbour =
        new Schema.Parser()
            .parse(
                CURRENT
                    .replace("\"CancelAheadState\"", "\"FrozenState\"")
                    .replace("\"CANCEL_AHEAD\"", "\"FROZEN\""));
    assertThat(why(codec.decode(ahead(neighbour, 1), learned(neighbour))))
        .isEqualTo("it holds a kind of state that this release does not know");
  }

  @Test
  void anEnumSymbolThatIsNotKnownIsHeld() {
    Schema neighbour = new Schema.Parser().parse(CURRENT.replace("\"ABANDONED\"", "\"MELTED\""));
    Schema ended = neighbour.getField("state").schema().getTypes().get(5);
    GenericRecord subject = new GenericData.Record(ended.getField("subject").schema());
    subject.put("id", "a");
    subject.put("application", "shop");
    subject.put("context", Map.of());
    subject.put("fingerprint", "fp");
    subject.put("command_at", 0L);

    GenericRecord state = new GenericData.Record(ended);
    state.put("subject", subject);
    state.put("sequence", 1L);
    Schema outcome = ended.getField("outcome").schema();
    state.put("outcome", new GenericData.EnumSymbol(outcome, "MELTED"));
    state.put("ended_at", 0L);
    state.put("attempted", true);
    assertThat(why(codec.decode(encode(neighbour, 1, state), learned(neighbour))))
        .isEqualTo("it holds a value of Outcome that this release does not know");
  }

  @Test
  void theSchemaThatThisReleaseLeavesBehindIsTheOneItWritesWith() {
    Schema left = new Schema.Parser().parse(new String(StateCodec.currentSchemaValue(), UTF_8));

    assertThat(left).isEqualTo(RequestStateRecord.getClassSchema());
    assertThat(StateCodec.currentSchemaKey())
        .isEqualTo(StateCodec.schemaKey(SchemaNormalization.parsingFingerprint64(left)));
  }

  @Test
  void aSchemaUnderAForeignKeyIsNotLearned() {
    assertThat(schemas.learn("schema/0000000000000000", StateCodec.currentSchemaValue()))
        .hasValueSatisfying(why -> assertThat(why).contains("has the fingerprint"));
    assertThat(schemas.learn("schema/0000000000000000", "{".getBytes(UTF_8))).isPresent();
  }

  private static Schema withExtraField() {
    return new Schema.Parser()
        .parse(
            CURRENT.replaceFirst(
                "\\{\"name\":\"at\"",
                "{\"name\":\"mood\",\"type\":\"string\",\"default\":\"\"},{\"name\":\"at\""));
  }

  private StateSchemas learned(Schema schema) {
    String key = StateCodec.schemaKey(SchemaNormalization.parsingFingerprint64(schema));
    assertThat(schemas.learn(key, schema.toString().getBytes(UTF_8))).isEmpty();
    return schemas;
  }

  private static byte[] ahead(Schema schema, int minReader) {
    Schema type = schema.getField("state").schema().getTypes().getFirst();
    GenericRecord state = new GenericData.Record(type);
    state.put("application", "shop");
    state.put("at", Samples.AT.toEpochMilli() * 1000);
    if (type.getField("mood") != null) {
      state.put("mood", "calm");
    }
    return encode(schema, minReader, state);
  }

  private static byte[] encode(Schema schema, int minReader, GenericRecord state) {
    GenericRecord record = new GenericData.Record(schema);
    Schema kinds = schema.getField("kind").schema();
    int kind = 1 + schema.getField("state").schema().getTypes().indexOf(state.getSchema());
    record.put("min_reader", minReader);
    record.put("kind", new GenericData.EnumSymbol(kinds, kinds.getEnumSymbols().get(kind)));
    record.put("state", state);
    return AvroBytes.of(record, new BinaryMessageEncoder<>(GenericData.get(), schema));
  }

  private static String why(Decoded decoded) {
    return ((Decoded.Held) decoded).why();
  }
}
