package dev.countersign;

import dev.countersign.config.ConfigException;
import dev.countersign.config.ConfigLoader;
import dev.countersign.config.CountersignConfig;
import dev.countersign.config.RegistrySettings;
import dev.countersign.registry.SchemaRegistry;
import dev.countersign.registry.SchemaRegistry.Registration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The schemas of the public topics in a registry. */
@Command(
    name = "schemas",
    description = "The schemas of commands, events and user tokens in a schema registry.",
    mixinStandardHelpOptions = true,
    subcommands = {SchemasCommand.RegisterCommand.class, SchemasCommand.CheckCommand.class},
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
        "Exit status 0 when all are registered, 78 when one is refused, 69 when the",
        "registry does not answer.",
        "",
        "Example:",
        "  COUNTERSIGN_SCHEMA_REGISTRY_URL=http://r:8081 countersign schemas register"
      })
  static final class RegisterCommand implements Callable<Integer> {
    @Mixin private final Configuration configuration = new Configuration();

    @Override
    public Integer call() {
      return withRegistry(configuration, RegisterCommand::register);
    }

    private static void register(
        SchemaRegistry registry, PublicSchemas schemas, Findings findings) {
      for (PublicSchemas.Subject subject : schemas.all()) {
        switch (registry.register(subject.name(), subject.schema())) {
          case Registration.Registered(int id) -> {
            findings.ok("schema " + subject.name() + ": registered, id " + id);
            if (!registry.demandCompatibility(subject.name())) {
              findings.warn(
                  "schema "
                      + subject.name()
                      + ": the registry does not let us demand FULL_TRANSITIVE compatibility; let"
                      + " somebody do it who may");
            }
          }
          case Registration.Refused(String why) ->
              findings.fail(Exit.CONFIG, "schema " + subject.name() + ": refused: " + why);
        }
      }
    }
  }

  /** Changes nothing. */
  @Command(
      name = "check",
      description = "Check whether the schemas of this release are registered, or else could be.",
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Exit status 0 when all are registered, 78 when something has to be done, 69",
        "when the registry does not answer.",
        "",
        "Example:",
        "  countersign schemas check --config worker.properties"
      })
  static final class CheckCommand implements Callable<Integer> {
    @Mixin private final Configuration configuration = new Configuration();

    @Override
    public Integer call() {
      return withRegistry(
          configuration,
          (registry, schemas, findings) -> new RegistryCheck(registry, schemas).look(findings));
    }
  }

  @FunctionalInterface
  private interface Step {
    void take(SchemaRegistry registry, PublicSchemas schemas, Findings findings);
  }

  private static int withRegistry(Configuration configuration, Step step) {
    Terminal.quiet();
    CountersignConfig config = configuration.load(ConfigLoader.Applications.NOT_READ);
    RegistrySettings settings = config.registry();
    if (settings == null) {
      throw new ConfigException(List.of("countersign.schema-registry.url is missing"));
    }
    Findings findings = new Findings(System.out);
    try (TerminalRegistry registry = new TerminalRegistry(settings)) {
      step.take(registry.open(settings), new PublicSchemas(config.topics()), findings);
    }
    return findings.status();
  }
}
