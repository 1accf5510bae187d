package dev.countersign.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The file named with {@code --config}. */
final class PropertiesFile {
  private PropertiesFile() {}

  static Layer layer(Path file, List<String> problems, List<String> warnings) {
    var values = read(file);
    values.keySet().stream().sorted().forEach(key -> check(file, key, problems, warnings));
    return new Layer("file", 200, values, key -> "in " + file);
  }

  private static void check(Path file, String key, List<String> problems, List<String> warnings) {
    if (key.startsWith("kafka.") || ConfigKey.isKnown(key)) {
      return;
    }
    if (!key.startsWith("countersign.")) {
      warnings.add(
          "%s in %s is ignored: keys begin with countersign. or kafka.".formatted(key, file));
    } else {
      problems.add("%s (in %s): no such setting%s".formatted(key, file, Spelling.hint(key)));
    }
  }

  private static Map<String, String> read(Path file) {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigException(
          List.of("cannot read the configuration file " + file + ": " + reason(e)));
    }
    var values = new HashMap<String, String>();
    properties.forEach((key, value) -> values.put((String) key, (String) value));
    return values;
  }

  static String reason(Exception e) {
    return switch (e) {
      case NoSuchFileException missing -> "there is no such file";
      case AccessDeniedException denied -> "no permission";
      case CharacterCodingException notText -> "it is not UTF-8";
      case Exception other -> String.valueOf(other.getMessage());
    };
  }
}
