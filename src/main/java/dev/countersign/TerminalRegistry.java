package dev.countersign;

import dev.countersign.config.RegistrySettings;
import dev.countersign.registry.RegistryHttp;
import dev.countersign.registry.SchemaRegistry;
import dev.countersign.wire.SchemaIds;
import dev.countersign.wire.UndecodableException;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The registry for a command at the terminal, which may never come to need it. */
final class TerminalRegistry implements SchemaIds, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final @Nullable RegistrySettings settings;
  private @Nullable Vertx vertx;
  private @Nullable SchemaRegistry registry;

  /**
   * @param settings null: there is none
   */
  TerminalRegistry(@Nullable RegistrySettings settings) {
    this.settings = settings;
  }

  @Override
  public Schema find(int id) throws UndecodableException {
    return settings == null ? SchemaIds.none().find(id) : open(settings).find(id);
  }

  SchemaRegistry open(RegistrySettings at) {
    SchemaRegistry known = registry;
    if (known == null) {
      vertx = Vertx.vertx();
      known = new SchemaRegistry(new RegistryHttp(vertx, at, PATIENCE, _ -> {}));
      registry = known;
    }
    return known;
  }

  @Override
  public void close() {
    if (vertx != null) {
      vertx.close();
    }
  }
}
