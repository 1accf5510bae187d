package dev.countersign.platform;

import java.net.URI;
import java.util.Map;

/**
 * Where the platform is and how hard it may be used.
 *
 * @param url origin of REST calls, sign pages and sockets
 * @param applications credentials by alias
 * @param defaultExpireMinutes open-before of a request that does not say
 */
public record PlatformSettings(
    URI url, Map<String, Credentials> applications, Limits limits, int defaultExpireMinutes) {
  public PlatformSettings {
    applications = Map.copyOf(applications);
  }
}
