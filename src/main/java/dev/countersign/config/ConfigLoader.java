package dev.countersign.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration: system properties before the environment, before the file, before the
 * defaults.
 */
public final class ConfigLoader {
  /** Whether the command needs the applications' credentials. */
  public enum Applications {
    REQUIRED,
    /** They are not even looked at: who only talks to Kafka need not have the secrets. */
    NOT_READ
  }

  /** A usable configuration, and what is worth a word to whoever wrote it. */
  public record Loaded(CountersignConfig config, List<String> warnings) {
    public Loaded {
      warnings = List.copyOf(warnings);
    }
  }

  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private ConfigLoader() {}

  /**
   * Reads from where it is told.
   *
   * @param workerId makes the worker's id if none is set
   * @throws ConfigException with everything that is wrong
   */
  public static Loaded load(
      Map<String, String> environment,
      Properties systemProperties,
      @Nullable Path file,
      Applications applications,
      Supplier<String> workerId) {
    return new ConfigLoader().loaded(environment, systemProperties, file, applications, workerId);
  }

  private Loaded loaded(
      Map<String, String> environment,
      Properties systemProperties,
      @Nullable Path file,
      Applications applications,
      Supplier<String> workerId) {
    var layers = new ArrayList<Layer>();
    layers.add(systemLayer(systemProperties));
    layers.add(Environment.layer(environment, warnings));
    if (file != null) {
      layers.add(PropertiesFile.layer(file, problems, warnings));
    }
    var config = config(new Values(layers, problems), applications, workerId);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new Loaded(config, warnings);
  }

  private CountersignConfig config(
      Values values, Applications applications, Supplier<String> workerId) {
    var kafka = new KafkaReader(values).read();
    var registries = new RegistryReader(values);
    var registry = registries.read();
    return new CountersignConfig(
        kafka,
        values.read(ConfigKey.GROUP_ID, Parsers.name(200)),
        values.read(ConfigKey.WORKER_ID, workerId.get(), Parsers.name(100)),
        topics(values),
        values.read(ConfigKey.PARTITIONS, Parsers.integer(1, 10_000)),
        values.read(ConfigKey.AUTO_CREATE_TOPICS, Parsers::bool),
        registries.format(registry),
        registry,
        new PlatformSettings(
            values.read(ConfigKey.PLATFORM_URL, Parsers.url("https://xumm.app")),
            values.read(ConfigKey.OAUTH2_URL, Parsers.url("https://oauth2.xumm.app"))),
        switch (applications) {
          case REQUIRED -> new ApplicationsReader(values).read();
          case NOT_READ -> Map.of();
        },
        new HttpReader(values).read(),
        Duration.ofMinutes(values.read(ConfigKey.DEFAULT_EXPIRE, Parsers.integer(1, 525_600))),
        values.read(ConfigKey.ABANDON_AFTER, Parsers::duration),
        values.read(ConfigKey.REMEMBER_FOR, Parsers::duration),
        values.read(
            ConfigKey.DEFERRED_AFTER, Parsers.duration(Duration.ofSeconds(1), Duration.ofHours(1))),
        values.read(
            ConfigKey.MAX_WAITING_BYTES,
            String.valueOf(Runtime.getRuntime().maxMemory() / 4),
            Parsers::bytes),
        values.read(ConfigKey.MAX_INBOX_LAG, Parsers.integer(10, 1_000_000_000)),
        values.read(ConfigKey.MAX_IN_FLIGHT, Parsers.integer(1, 100_000)),
        values.read(ConfigKey.MAX_SOCKETS, Parsers.integer(1, 1_000_000)),
        values.read(ConfigKey.SOCKETS_PER_SECOND, Parsers.integer(1, 10_000)),
        values.read(
            ConfigKey.RECONCILE_EVERY,
            Parsers.duration(Duration.ofSeconds(1), Duration.ofHours(1))),
        new LedgersReader(values).read());
  }

  private Topics topics(Values values) {
    var usual = Topics.withPrefix(values.read(ConfigKey.TOPIC_PREFIX, Parsers.name(200)));
    var name = Parsers.name(249);
    var topics =
        new Topics(
            values.read(ConfigKey.TOPIC_COMMANDS, usual.commands(), name),
            values.read(ConfigKey.TOPIC_EVENTS, usual.events(), name),
            values.read(ConfigKey.TOPIC_USER_TOKENS, usual.userTokens(), name),
            values.read(ConfigKey.TOPIC_DEAD_LETTERS, usual.deadLetters(), name),
            values.read(ConfigKey.TOPIC_INBOX, usual.inbox(), name),
            values.read(ConfigKey.TOPIC_STATE, usual.state(), name),
            values.read(ConfigKey.TOPIC_BUDGET, usual.budget(), name));
    var names = new ArrayList<>(topics.all());
    names.add(topics.budget());
    if (new HashSet<>(names).size() < names.size()) {
      problems.add("countersign.topics: two topics have one name in " + names);
    }
    return topics;
  }

  private Layer systemLayer(Properties properties) {
    var values = new HashMap<String, String>();
    for (String key : properties.stringPropertyNames()) {
      if (key.startsWith("kafka.") || ConfigKey.isKnown(key)) {
        values.put(key, properties.getProperty(key));
      } else if (key.startsWith("countersign.")) {
        warnings.add("system property " + key + " is ignored: no such setting");
      }
    }
    return new Layer("system properties", 400, values, key -> "system property");
  }
}
