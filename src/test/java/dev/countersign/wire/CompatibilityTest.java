package dev.countersign.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a schema registry calls FULL_TRANSITIVE, checked before there is anything to register. */
@DisplayName("CONTRACT §6.10: public schemas are compatible with every release in both directions")
class CompatibilityTest {
  private static final String WHAT_TO_DO =
      """
      schemas/%s.avsc and release %s do not understand each other, and programs of that release are \
      still running. Change the present schema, never schemas/releases: keep every field, its type and \
      every symbol; give each new field a default, null where it can be; new symbols only where the \
      enumeration has a default.""";

  @ParameterizedTest(name = "{1} of {0}")
  @MethodSource
  void releasesAndThePresentReadEachOther(String release, String name) {
    assertThat(misunderstandings(SchemaFiles.kept(release, name), SchemaFiles.present(name)))
        .as(WHAT_TO_DO, name, release)
        .isEmpty();
  }

  static Stream<Arguments> releasesAndThePresentReadEachOther() {
    return SchemaFiles.releases().stream()
        .flatMap(release -> SchemaFiles.NAMES.stream().map(name -> Arguments.of(release, name)));
  }

  @Test
  void theFirstReleaseIsKept() {
    assertThat(SchemaFiles.releases()).contains("0.1.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'name':'a','type':'string'}, | `` | a removed field without a default",
        "`` | {'name':'b','type':'string'}, | a new field without a default",
        "{'name':'a','type':'string'}, | {'name':'b','type':'string'}, | a new name",
        "{'name':'a','type':'string'}, | {'name':'a','type':'long'}, | another type",
        "{'name':'a','type':'long'}, | {'name':'a','type':['null','long'],'default':null}, | null where none was",
        "{'name':'a','type':{'type':'enum','name':'E','symbols':['X']}}, | {'name':'a','type':{'type':'enum','name':'E','symbols':['X','Y']}}, | a new symbol without a default"
      })
  void whatWouldBreakAReleaseIsFound(String before, String after, String what) {
    assertThat(misunderstandings(schema(before), schema(after))).as(what).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | {'name':'b','type':['null','string'],'default':null}, | a new field that can be null",
        "{'name':'a','type':{'type':'enum','name':'E','symbols':['U','X'],'default':'U'}}, | {'name':'a','type':{'type':'enum','name':'E','symbols':['U','X','Y'],'default':'U'}}, | a new symbol beside a default"
      })
  void whatReleasesCopeWithIsAllowed(String before, String after, String what) {
    assertThat(misunderstandings(schema(before), schema(after))).as(what).isEmpty();
  }

  private static Schema schema(String fields) {
    return new Schema.Parser()
        .parse(
            ("{'type':'record','name':'R','fields':[" + fields + "{'name':'z','type':'int'}]}")
                .replace('\'', '"'));
  }

  private static List<String> misunderstandings(Schema kept, Schema present) {
    List<String> found = new ArrayList<>();
    found.addAll(reads("the release cannot read the present: ", kept, present));
    found.addAll(reads("the present cannot read the release: ", present, kept));
    return found;
  }

  private static List<String> reads(String what, Schema reader, Schema writer) {
    var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
    return result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE
        ? List.of()
        : result.getIncompatibilities().stream().map(problem -> what + problem).toList();
  }
}
