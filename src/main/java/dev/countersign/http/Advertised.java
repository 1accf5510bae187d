package dev.countersign.http;

import dev.countersign.config.HttpSettings;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.util.Comparator;
import java.util.Set;

/** Where other workers reach this one, unless somebody knows better. */
public final class Advertised {
  private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "[::]", "*");

  private Advertised() {}

  /** The address that is listened on; where that is every one, this machine's. */
  public static URI url(HttpSettings http, int port) {
    if (http.advertisedUrl() != null) {
      return http.advertisedUrl();
    }
    String host = EVERYWHERE.contains(http.host()) ? machine() : http.host();
    boolean bare = host.contains(":") && !host.startsWith("[");
    return URI.create("http://" + (bare ? "[" + host + "]" : host) + ":" + port);
  }

  /**
   * An address, because a machine's own name is often known to itself alone. Some systems give the
   * name a loopback address, which leads nobody here; then it is any other.
   */
  private static String machine() {
    try {
      InetAddress named = InetAddress.getLocalHost();
      if (!named.isLoopbackAddress()) {
        return named.getHostAddress();
      }
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
          .min(Comparator.comparing(address -> address instanceof Inet6Address))
          .orElse(named)
          .getHostAddress();
    } catch (IOException noName) {
      return InetAddress.getLoopbackAddress().getHostAddress();
    }
  }
}
