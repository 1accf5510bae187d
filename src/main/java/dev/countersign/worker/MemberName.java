package dev.countersign.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import org.jspecify.annotations.Nullable;

/**
 * How an owner is known in its group: its name, and after an {@code @}, which no name has, where it
 * can be reached. Encoded, so that neither the names of Kafka's metrics nor JMX need quotes.
 */
record MemberName(String name, URI url) {

  String clientId() {
    return name + '@' + URLEncoder.encode(url.toString(), UTF_8);
  }

  /** Null: no owner of this release has such a client id. */
  static @Nullable MemberName parse(String clientId) {
    int at = clientId.indexOf('@');
    if (at < 0) {
      return null;
    }
    try {
      URI url = URI.create(URLDecoder.decode(clientId.substring(at + 1), UTF_8));
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      return http && url.getHost() != null && url.getUserInfo() == null
          ? new MemberName(clientId.substring(0, at), url)
          : null;
    } catch (IllegalArgumentException notEncoded) {
      return null;
    }
  }
}
