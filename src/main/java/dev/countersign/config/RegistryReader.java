package dev.countersign.config;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads where the schema registry is. No line that it writes contains the password. */
final class RegistryReader {
  private static final List<ConfigKey> DEPENDENT =
      List.of(
          ConfigKey.REGISTRY_USERNAME,
          ConfigKey.REGISTRY_PASSWORD,
          ConfigKey.REGISTRY_PASSWORD_FILE,
          ConfigKey.REGISTRY_CA_FILE);

  private final Values values;

  RegistryReader(Values values) {
    this.values = values;
  }

  @Nullable RegistrySettings read() {
    URI url = values.readIfSet(ConfigKey.REGISTRY_URL, Parsers.url("http://registry.example:8081"));
    if (values.raw(ConfigKey.REGISTRY_URL.key()) == null) {
      DEPENDENT.stream()
          .map(ConfigKey::key)
          .filter(key -> values.raw(key) != null)
          .forEach(
              key ->
                  values.problem(key, "is set, and " + ConfigKey.REGISTRY_URL.key() + " is not"));
    }
    RegistrySettings.Login login = login();
    Path caFile = caFile();
    return url == null ? null : new RegistrySettings(url, login, caFile);
  }

  /** What is written by default depends on whether there is a registry. */
  Format format(@Nullable RegistrySettings registry) {
    Format format = values.readIfSet(ConfigKey.FORMAT, Parsers::format);
    if (format == Format.CONFLUENT && values.raw(ConfigKey.REGISTRY_URL.key()) == null) {
      values.problem(
          ConfigKey.FORMAT.key(),
          "\"confluent\" needs " + ConfigKey.REGISTRY_URL.key() + " to be set");
    }
    if (format == null) {
      return registry == null ? Format.JSON : Format.CONFLUENT;
    }
    return format;
  }

  private RegistrySettings.@Nullable Login login() {
    String username = values.raw(ConfigKey.REGISTRY_USERNAME.key());
    String inline = values.raw(ConfigKey.REGISTRY_PASSWORD.key());
    String file = values.raw(ConfigKey.REGISTRY_PASSWORD_FILE.key());
    if (inline != null && file != null) {
      values.problem(
          ConfigKey.REGISTRY_PASSWORD.key(),
          "is set and " + ConfigKey.REGISTRY_PASSWORD_FILE.key() + " too; remove one of them");
      return null;
    }
    String password =
        file == null
            ? inline
            : values.content(ConfigKey.REGISTRY_PASSWORD_FILE.key(), file.strip());
    if (username == null && inline == null && file == null) {
      return null;
    }
    if (username == null) {
      values.missing(ConfigKey.REGISTRY_USERNAME.key(), "there is a password and nobody to log in");
    } else if (inline == null && file == null) {
      values.missing(
          ConfigKey.REGISTRY_PASSWORD.key(), "set it or " + ConfigKey.REGISTRY_PASSWORD_FILE.key());
    }
    return username == null || password == null
        ? null
        : new RegistrySettings.Login(username.strip(), Secret.of(password.strip()));
  }

  private @Nullable Path caFile() {
    return values.readIfSet(
        ConfigKey.REGISTRY_CA_FILE,
        text -> {
          try (InputStream file = Files.newInputStream(Path.of(text))) {
            if (!CertificateFactory.getInstance("X.509").generateCertificates(file).isEmpty()) {
              return Path.of(text);
            }
          } catch (IOException | CertificateException | InvalidPathException e) {
            // Answered as for a file without any.
          }
          throw new IllegalArgumentException("must be a file of certificates in PEM");
        });
  }
}
