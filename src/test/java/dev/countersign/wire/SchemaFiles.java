package dev.countersign.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;

/** The Avro schemas that other programs rely on, as files; none of our generated classes. */
final class SchemaFiles {
  static final List<String> NAMES =
      List.of("sign-request-command", "sign-request-event", "user-token");

  private static final Path FOLDER = Path.of("schemas");

  private SchemaFiles() {}

  /** For parameterised tests. */
  static List<String> names() {
    return NAMES;
  }

  static Schema present(String name) {
    return read(FOLDER.resolve(name + ".avsc"));
  }

  /** As a release had it. */
  static Schema kept(String release, String name) {
    return read(FOLDER.resolve("releases").resolve(release).resolve(name + ".avsc"));
  }

  static List<String> releases() {
    try (var folders = Files.list(FOLDER.resolve("releases"))) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Schema read(Path file) {
    try {
      return new Schema.Parser().parse(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
