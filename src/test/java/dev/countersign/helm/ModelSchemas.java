package dev.countersign.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.testing.NodePackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The schemas that Kubernetes and the Prometheus operator publish, by ajv: they know types, enums
 * and what has to be there, and let unknown fields pass.
 */
final class ModelSchemas {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final NodePackage node = NodePackage.installed("kubernetes");

  /** Those of all manifests, in one process. */
  List<String> mistakes(List<Manifest> manifests) {
    try {
      Path file = Files.createTempFile("manifests", ".json");
      file.toFile().deleteOnExit();
      JSON.writeValue(file.toFile(), manifests.stream().map(Manifest::tree).toList());
      JsonNode findings = JSON.readTree(node.run(Map.of(), "node", "validate.js", file.toString()));
      List<String> mistakes = new ArrayList<>();
      for (int i = 0; i < manifests.size(); i++) {
        for (JsonNode finding : findings.path(i)) {
          mistakes.add(manifests.get(i) + ": " + finding.asText());
        }
      }
      return mistakes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
