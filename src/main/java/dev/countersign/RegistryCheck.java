package dev.countersign;

import dev.countersign.registry.SchemaRegistry;
import dev.countersign.wire.SchemaUnavailableException;
import java.util.List;
import java.util.OptionalInt;

/** Whether the schemas of this release are registered, or else could be. */
final class RegistryCheck implements Check {
  private final SchemaRegistry registry;
  private final PublicSchemas schemas;

  RegistryCheck(SchemaRegistry registry, PublicSchemas schemas) {
    this.registry = registry;
    this.schemas = schemas;
  }

  @Override
  public void look(Findings findings) {
    try {
      schemas.all().forEach(subject -> look(subject, findings));
    } catch (SchemaUnavailableException e) {
      findings.fail(
          Exit.UNAVAILABLE,
          e.getMessage() + "; check countersign.schema-registry.url and what belongs to it");
    }
  }

  private void look(PublicSchemas.Subject subject, Findings findings) {
    OptionalInt id = registry.idOf(subject.name(), subject.schema());
    if (id.isPresent()) {
      findings.ok("schema " + subject.name() + ": registered, id " + id.getAsInt());
      if (!registry.isCompatibilityDemanded(subject.name())) {
        findings.warn(
            "schema "
                + subject.name()
                + ": its subject does not demand FULL_TRANSITIVE compatibility; run 'countersign"
                + " schemas register'");
      }
      return;
    }
    List<String> problems = registry.incompatibilities(subject.name(), subject.schema());
    if (problems.isEmpty()) {
      findings.fail(
          Exit.CONFIG,
          "schema " + subject.name() + ": not registered; run 'countersign schemas register'");
    }
    for (String problem : problems) {
      findings.fail(
          Exit.CONFIG,
          "schema %s: cannot be registered beside what is there: %s"
              .formatted(subject.name(), problem));
    }
  }
}
