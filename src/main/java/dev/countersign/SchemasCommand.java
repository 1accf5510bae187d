package dev.countersign;

import dev.countersign.config.ConfigException;
import dev.countersign.config.ConfigLoader;
import dev.countersign.config.CountersignConfig;
import dev.countersign.config.RegistrySettings;
import dev.countersign.registry.SchemaRegistry;
import dev.countersign.registry.SchemaRegistry.Registration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The schemas of the public topics in a registry. */
@Command(
    name = "schemas",
    description = "The schemas of commands, events and user tokens in a schema registry.",
    mixinStandardHelpOptions = true,
    subcommands = {SchemasCommand.Register.class, SchemasCommand.Check.class},
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: countersign schemas check"})
final class SchemasCommand {

  /** Registers what is not registered. */
  @Command(
      name = "register",
      description = {
        "Register the schemas of this release, each in the subject <topic>-value, and demand",
        "FULL_TRANSITIVE compatibility there. What is registered already stays as it is.",
        "To be run before the workers of a new release are started."
      },
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Example:",
        "  COUNTERSIGN_SCHEMA_REGISTRY_URL=http://r:8081 countersign schemas register"
      })
  static final class Register implements Callable<Integer> {
    @Mixin private final Configuration configuration = new Configuration();

    @Override
    public Integer call() {
      return withRegistry(
          configuration,
          (registry, subject) ->
              switch (registry.register(subject.name(), subject.schema())) {
                case Registration.Registered(int id) -> {
                  System.out.println("ok    " + subject.name() + ": schema id " + id);
                  yield true;
                }
                case Registration.Refused(String why) -> {
                  System.out.println("FAIL  " + subject.name() + ": refused: " + why);
                  yield false;
                }
              });
    }
  }

  /** Changes nothing. */
  @Command(
      name = "check",
      description = {
        "Check whether the schemas of this release are registered, or else could be.",
        "Exit status 0 when all are registered, 78 when something has to be done."
      },
      mixinStandardHelpOptions = true,
      footer = {"", "Example:", "  countersign schemas check --config worker.properties"})
  static final class Check implements Callable<Integer> {
    @Mixin private final Configuration configuration = new Configuration();

    @Override
    public Integer call() {
      return withRegistry(configuration, Check::isRegistered);
    }

    private static boolean isRegistered(SchemaRegistry registry, PublicSchemas.Subject subject) {
      OptionalInt id = registry.idOf(subject.name(), subject.schema());
      if (id.isPresent()) {
        System.out.println("ok    " + subject.name() + ": schema id " + id.getAsInt());
        return true;
      }
      List<String> problems = registry.incompatibilities(subject.name(), subject.schema());
      if (problems.isEmpty()) {
        System.out.println(
            "FAIL  " + subject.name() + ": not registered; run 'countersign schemas register'");
      } else {
        problems.forEach(
            problem ->
                System.out.println("FAIL  " + subject.name() + ": incompatible: " + problem));
      }
      return false;
    }
  }

  @FunctionalInterface
  private interface Step {
    boolean isFine(SchemaRegistry registry, PublicSchemas.Subject subject);
  }

  private static int withRegistry(Configuration configuration, Step step) {
    Terminal.quiet();
    CountersignConfig config = configuration.load(ConfigLoader.Applications.NOT_READ);
    RegistrySettings settings = config.registry();
    if (settings == null) {
      throw new ConfigException(List.of("countersign.schema-registry.url is missing"));
    }
    try (TerminalRegistry registry = new TerminalRegistry(settings)) {
      boolean fine = true;
      for (PublicSchemas.Subject subject : new PublicSchemas(config.topics()).all()) {
        fine &= step.isFine(registry.open(settings), subject);
      }
      return fine ? Exit.OK : Exit.CONFIG;
    }
  }
}
