package dev.countersign.config;

import dev.countersign.config.ConfigLoader.Applications;
import dev.countersign.config.ConfigLoader.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** What a test sets where. */
final class Given {
  static final String KEY = "5a4db0c5-0000-4000-8000-00000000000a";
  static final String SECRET = "5a4db0c5-0000-4000-8000-00000000000b";

  private final Map<String, String> environment = new HashMap<>();
  private final Properties system = new Properties();
  private @Nullable Path file;
  private Applications applications = Applications.NOT_READ;

  Given env(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Given system(String key, String value) {
    system.setProperty(key, value);
    return this;
  }

  Given file(Path directory, String... lines) {
    try {
      file = Files.write(directory.resolve("countersign.properties"), List.of(lines));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return this;
  }

  Given file(Path path) {
    file = path;
    return this;
  }

  Given worker() {
    applications = Applications.REQUIRED;
    return this;
  }

  Loaded loaded() {
    return ConfigLoader.load(environment, system, file, applications, () -> "some-worker");
  }

  CountersignConfig config() {
    return loaded().config();
  }

  List<String> warnings() {
    return loaded().warnings();
  }

  List<String> problems() {
    return Assertions.catchThrowableOfType(ConfigException.class, this::loaded).problems();
  }
}
