package dev.countersign.helm;

import java.nio.file.Path;
import java.util.Locale;

/** Values that an operator could have written: one file of {@code src/test/resources/helm} each. */
enum ValueSet {
  MINIMAL,
  EXISTING_SECRET,
  APPLICATIONS,
  EVERYTHING;

  Path file() {
    String name = name().toLowerCase(Locale.ROOT).replace('_', '-');
    return Path.of("src", "test", "resources", "helm", name + ".yaml");
  }
}
