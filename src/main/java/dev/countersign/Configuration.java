package dev.countersign;

import dev.countersign.config.ConfigLoader;
import dev.countersign.config.CountersignConfig;
import java.nio.file.Path;
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
    ConfigLoader.Loaded loaded =
        ConfigLoader.load(
            System.getenv(),
            System.getProperties(),
            file,
            applications,
            () -> UUID.randomUUID().toString());
    loaded.warnings().forEach(System.err::println);
    return loaded.config();
  }
}
