package dev.countersign.platform;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The applications' credentials as they are now; they may change while the worker runs. */
public final class Keyring {
  private volatile Map<String, Credentials> byApplication;

  public Keyring(Map<String, Credentials> byApplication) {
    this.byApplication = Map.copyOf(byApplication);
  }

  /** Null: no such application. */
  public @Nullable Credentials of(String application) {
    return byApplication.get(application);
  }

  public Set<String> applications() {
    return byApplication.keySet();
  }

  /**
   * Takes new secrets of the applications that there are. Another key would be another application
   * of the platform, which knows nothing of the requests made so far.
   *
   * @return the aliases whose secrets are others now
   */
  public Set<String> renew(Map<String, Credentials> configured) {
    Map<String, Credentials> renewed = new HashMap<>(byApplication);
    Set<String> changed = new TreeSet<>();
    configured.forEach(
        (application, credentials) ->
            renewed.computeIfPresent(
                application,
                (_, present) -> {
                  if (!credentials.apiKey().equals(present.apiKey())
                      || credentials.equals(present)) {
                    return present;
                  }
                  changed.add(application);
                  return credentials;
                }));
    byApplication = Map.copyOf(renewed);
    return changed;
  }
}
