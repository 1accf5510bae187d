package dev.countersign;

import dev.countersign.config.Application;
import dev.countersign.config.ConfigException;
import dev.countersign.platform.Credentials;
import dev.countersign.platform.Keyring;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then whether the applications' secrets have changed where they are configured, so
 * that a new secret needs no restart. What cannot be read leaves everything as it is.
 */
final class CredentialsWatch {
  private static final Logger log = LoggerFactory.getLogger(CredentialsWatch.class);
  private static final Duration PACE = Duration.ofSeconds(5);

  private final Supplier<Map<String, Application>> configured;
  private final Keyring keyring;
  private final Consumer<Set<String>> changed;
  private final Consumer<Map<String, Application>> read;
  private List<String> complaints = List.of();

  /**
   * @param configured reads the configuration anew
   * @param changed takes the aliases whose secrets are others
   * @param read takes what is configured, each time it was read
   */
  CredentialsWatch(
      Supplier<Map<String, Application>> configured,
      Keyring keyring,
      Consumer<Set<String>> changed,
      Consumer<Map<String, Application>> read) {
    this.configured = configured;
    this.keyring = keyring;
    this.changed = changed;
    this.read = read;
  }

  void begin(Vertx vertx) {
    vertx.setPeriodic(PACE.toMillis(), _ -> vertx.executeBlocking(this::look));
  }

  /** Whether any secret changed. */
  synchronized boolean look() {
    Map<String, Credentials> now;
    try {
      Map<String, Application> applications = configured.get();
      read.accept(applications);
      now = credentials(applications);
    } catch (ConfigException e) {
      complain(e.problems());
      return false;
    }
    complain(restartNeeded(now));
    Set<String> renewed = keyring.renew(now);
    if (!renewed.isEmpty()) {
      log.atInfo().addKeyValue("applications", renewed).log("secrets renewed");
      changed.accept(renewed);
    }
    return !renewed.isEmpty();
  }

  static Map<String, Credentials> credentials(Map<String, Application> applications) {
    Map<String, Credentials> credentials = new HashMap<>();
    applications.forEach(
        (alias, application) ->
            credentials.put(
                alias,
                new Credentials(
                    application.apiKey(), application.apiSecret(), application.previousSecret())));
    return credentials;
  }

  private List<String> restartNeeded(Map<String, Credentials> now) {
    Set<String> others = new TreeSet<>(now.keySet());
    others.addAll(keyring.applications());
    others.removeIf(
        alias -> {
          Credentials present = keyring.of(alias);
          Credentials other = now.get(alias);
          return present != null && other != null && present.apiKey().equals(other.apiKey());
        });
    return others.stream()
        .map(alias -> "application " + alias + " is configured otherwise; that needs a restart")
        .toList();
  }

  /** The same complaint is worth one line. */
  private void complain(List<String> problems) {
    if (!problems.equals(complaints)) {
      complaints = problems;
      problems.forEach(
          problem -> log.atWarn().addKeyValue("problem", problem).log("configuration not renewed"));
    }
  }
}
