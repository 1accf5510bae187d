package dev.countersign.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

class ReleasedSchemasTest {

  @Test
  void everyReleaseThatIsKeptIsKnown() {
    assertThat(ReleasedSchemas.RELEASES)
        .as("a release that is added to schemas/releases is added here too")
        .containsExactlyInAnyOrderElementsOf(SchemaFiles.releases());
  }

  @Test
  void aSchemaIsFoundByItsFingerprint() {
    for (String release : SchemaFiles.releases()) {
      for (String file : ReleasedSchemas.FILES) {
        Schema schema = SchemaFiles.kept(release, file.replace(".avsc", ""));

        assertThat(ReleasedSchemas.ALL.find(SchemaNormalization.parsingFingerprint64(schema)))
            .isEqualTo(schema);
      }
    }
  }

  @Test
  void anotherFingerprintIsNotKnown() {
    assertThat(ReleasedSchemas.ALL.find(17)).isNull();
  }
}
