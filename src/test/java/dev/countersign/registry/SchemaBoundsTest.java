package dev.countersign.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.SignRequestCommand;
import dev.countersign.SignRequestEvent;
import dev.countersign.UserToken;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CONTRACT §6.7: whoever may register schemas cannot stop the fleet with one")
class SchemaBoundsTest {
  private static final String FIELDS = "which has more than 1000 fields";

  @Test
  void ourOwnAreWithinThem() {
    for (Schema schema :
        List.of(
            SignRequestCommand.getClassSchema(),
            SignRequestEvent.getClassSchema(),
            UserToken.getClassSchema())) {
      assertThat(SchemaBounds.problem(schema)).isNull();
    }
  }

  @Test
  void namesThatDoubleWithEachLevelAreCountedWhereverTheyStand() {
    assertThat(SchemaBounds.problem(doubling(8))).isNull();
    assertThat(SchemaBounds.problem(doubling(9))).startsWith(FIELDS);
    assertThat(SchemaBounds.problem(doubling(60))).startsWith(FIELDS);
  }

  @Test
  void fieldsAreCountedAlsoWithoutNames() {
    assertThat(SchemaBounds.problem(record(500))).isNull();
    assertThat(SchemaBounds.problem(record(1_001))).startsWith(FIELDS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'null'",
        "{'type':'fixed','name':'F','size':0}",
        "{'type':'record','name':'N','fields':[]}",
        "{'type':'record','name':'N','fields':[{'name':'a','type':'null'}]}"
      })
  void anArrayOfWhatHasNoBytesHasNoEnd(String items) {
    assertThat(SchemaBounds.problem(parse("{'type':'array','items':" + items + "}")))
        .startsWith(FIELDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'int'", "['null','string']", "{'type':'map','values':'null'}"})
  void anArrayOfWhatHasBytesEndsWithThem(String items) {
    assertThat(SchemaBounds.problem(parse("{'type':'array','items':" + items + "}"))).isNull();
  }

  @Test
  void whatIsNestedDeeplyIsRefusedHoweverDeepItIs() {
    assertThat(SchemaBounds.problem(nested(60))).isNull();
    assertThat(SchemaBounds.problem(nested(70))).contains("deeper than 64");
    assertThat(SchemaBounds.problem(nested(100_000))).contains("deeper than 64");
  }

  @Test
  void whatHasItselfInItIsRefused() {
    Schema list =
        parse(
            """
            {'type':'record','name':'L','fields':[{'name':'next','type':['null','L']}]}""");

    assertThat(SchemaBounds.problem(list)).startsWith("which is nested in itself");
  }

  private static Schema doubling(int levels) {
    Schema inner = Schema.create(Schema.Type.NULL);
    for (int level = 0; level < levels; level++) {
      inner =
          Schema.createRecord(
              "R" + level,
              null,
              null,
              false,
              List.of(new Schema.Field("a", inner), new Schema.Field("b", inner)));
    }
    return inner;
  }

  private static Schema nested(int levels) {
    Schema inner = Schema.create(Schema.Type.INT);
    for (int level = 0; level < levels; level++) {
      inner = Schema.createArray(inner);
    }
    return inner;
  }

  private static Schema record(int fields) {
    return Schema.createRecord(
        "R",
        null,
        null,
        false,
        java.util.stream.IntStream.range(0, fields)
            .mapToObj(i -> new Schema.Field("f" + i, Schema.create(Schema.Type.INT)))
            .toList());
  }

  private static Schema parse(String json) {
    return new Schema.Parser().parse(json.replace('\'', '"'));
  }
}
