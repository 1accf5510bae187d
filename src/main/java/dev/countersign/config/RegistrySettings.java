package dev.countersign.config;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the schema registry is, and how it is asked.
 *
 * @param login null: nobody has to log in
 * @param caFile certificates (PEM) to trust; null: those that the JDK trusts
 */
public record RegistrySettings(URI url, @Nullable Login login, @Nullable Path caFile) {

  /** Basic authentication. */
  public record Login(String username, Secret password) {}
}
