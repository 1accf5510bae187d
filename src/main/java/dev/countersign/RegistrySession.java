package dev.countersign;

import dev.countersign.config.CountersignConfig;
import dev.countersign.config.RegistrySettings;
import dev.countersign.registry.RegistryHttp;
import dev.countersign.registry.SchemaRegistry;
import dev.countersign.wire.SchemaIds;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** The schemas of a registry, where one is configured, for as long as a command reads. */
final class RegistrySession implements AutoCloseable {
  private final SchemaIds schemas;
  private final @Nullable Vertx vertx;

  private RegistrySession(SchemaIds schemas, @Nullable Vertx vertx) {
    this.schemas = schemas;
    this.vertx = vertx;
  }

  static RegistrySession open(CountersignConfig config) {
    RegistrySettings settings = config.registry();
    if (settings == null) {
      return new RegistrySession(SchemaIds.none(), null);
    }
    Vertx vertx = Vertx.vertx();
    return new RegistrySession(
        new SchemaRegistry(new RegistryHttp(vertx, settings, _ -> {})), vertx);
  }

  SchemaIds schemas() {
    return schemas;
  }

  @Override
  public void close() {
    if (vertx != null) {
      vertx.close();
    }
  }
}
