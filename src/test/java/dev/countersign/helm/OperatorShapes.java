package dev.countersign.helm;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The Prometheus operator's kinds: the fields that the chart uses, written down by hand. */
final class OperatorShapes {
  private static final Path FILE =
      Path.of("src", "test", "resources", "helm", "operator-shapes.json");
  private static final Schema SCHEMA = schema();

  private OperatorShapes() {}

  static boolean knows(Manifest manifest) {
    return manifest.text("/apiVersion").startsWith("monitoring.coreos.com/");
  }

  static List<String> mistakes(Manifest manifest) {
    return SCHEMA.validate(manifest.tree()).stream()
        .map(mistake -> manifest + ": " + mistake)
        .toList();
  }

  private static Schema schema() {
    try {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(new ObjectMapper().readTree(FILE.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
