package dev.countersign.config;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the worker listens, and to whom; port 0 is any free one.
 *
 * @param publicPort null: there is only one port
 * @param advertisedUrl where other workers reach this one; null: found out at start
 * @param operatorToken null: nobody may ask for every request
 * @param corsOrigins pages that may call what is for callers
 */
public record HttpSettings(
    String host,
    int port,
    @Nullable Integer publicPort,
    @Nullable URI advertisedUrl,
    @Nullable Secret operatorToken,
    List<String> corsOrigins) {
  public HttpSettings {
    corsOrigins = List.copyOf(corsOrigins);
  }
}
