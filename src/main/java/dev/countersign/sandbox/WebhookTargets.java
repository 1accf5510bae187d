package dev.countersign.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a URL leads to a loopback or private address, literally or by name (PROTOCOL §8.3). */
final class WebhookTargets {
  /** Names to addresses; literal addresses are their own. */
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  private final Vertx vertx;
  private final Resolver resolver;

  WebhookTargets(Vertx vertx, Resolver resolver) {
    this.vertx = vertx;
    this.resolver = resolver;
  }

  Future<Boolean> isPrivate(URI url) {
    return vertx.executeBlocking(() -> leadsInside(url));
  }

  private boolean leadsInside(URI url) {
    try {
      return Stream.of(resolver.resolve(url.getHost())).anyMatch(WebhookTargets::inside);
    } catch (UnknownHostException e) {
      // Then there is nowhere to go, which the attempt itself will find out.
      return false;
    }
  }

  static boolean inside(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || (address instanceof Inet6Address v6 && (v6.getAddress()[0] & 0xFE) == 0xFC);
  }

  /** What the console would accept as a webhook URL. */
  static URI parse(String text) {
    URI url = uri(text.strip());
    if (url == null
        || url.getHost() == null
        || !("http".equalsIgnoreCase(url.getScheme())
            || "https".equalsIgnoreCase(url.getScheme()))) {
      throw SandboxRefusal.bad(
          "webhook_url: \"" + text + "\" is no http or https URL with a host.");
    }
    return url;
  }

  private static @Nullable URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
