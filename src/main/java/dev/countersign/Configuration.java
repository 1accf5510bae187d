package dev.countersign;

import dev.countersign.config.Application;
import dev.countersign.config.ConfigLoader;
import dev.countersign.config.CountersignConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command finds its configuration: a file, the environment, system properties. */
final class Configuration {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A properties file; the environment goes before it.")
  private @Nullable Path file;

  CountersignConfig load(ConfigLoader.Applications applications) {
    ConfigLoader.Loaded loaded = read(applications);
    loaded.warnings().forEach(System.err::println);
    return loaded.config();
  }

  /** The applications as they are configured now. */
  Map<String, Application> applications() {
    return read(ConfigLoader.Applications.REQUIRED).config().applications();
  }

  private ConfigLoader.Loaded read(ConfigLoader.Applications applications) {
    return ConfigLoader.load(
        System.getenv(),
        System.getProperties(),
        file,
        applications,
        () -> UUID.randomUUID().toString());
  }
}
