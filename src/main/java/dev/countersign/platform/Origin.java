package dev.countersign.platform;

import dev.countersign.request.Links;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The platform's one origin and the addresses below it (PROTOCOL §1). */
final class Origin {
  private final URI uri;
  private final String base;

  Origin(URI uri) {
    if (uri.getHost() == null || !isHttp(uri)) {
      throw new IllegalArgumentException(
          "platform URL " + uri + ": must be http(s)://host[:port], for example https://xumm.app");
    }
    this.uri = uri;
    String text = uri.toString();
    this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /** Address of a back end call. */
  String api(String path) {
    return base + "/api/v1/platform/" + path;
  }

  /** Address of a call in the context of a signed-in person. */
  String jwt(String path) {
    return base + "/api/v1/jwt/" + path;
  }

  /**
   * Links of a payload that was read: a read returns none, the create does (PROTOCOL §4.2).
   *
   * @param pushed only then is there a page for a push that did not arrive
   */
  Links links(String uuid, boolean pushed) {
    String page = base + "/sign/" + uuid;
    return new Links(
        page,
        pushed ? page + "/qr" : null,
        page + "_q.png",
        page + "_q.json",
        List.of("m", "q", "h"),
        socket(uuid));
  }

  /**
   * Address of a status socket. The one that came with the payload is taken only if it leads to the
   * platform that is configured: it travelled through topics that others may write.
   */
  String socket(String uuid, @Nullable String offered) {
    return offered != null && isOurs(offered) ? offered : socket(uuid);
  }

  private String socket(String uuid) {
    return "ws" + base.substring("http".length()) + "/sign/" + uuid;
  }

  private boolean isOurs(String offered) {
    try {
      URI socket = new URI(offered);
      String secure = "https".equalsIgnoreCase(uri.getScheme()) ? "wss" : "ws";
      return secure.equalsIgnoreCase(socket.getScheme())
          && uri.getHost().equalsIgnoreCase(socket.getHost())
          && port(uri) == port(socket)
          && socket.getUserInfo() == null;
    } catch (URISyntaxException _) {
      return false;
    }
  }

  private static boolean isHttp(URI uri) {
    return "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
  }

  private static int port(URI uri) {
    if (uri.getPort() != -1) {
      return uri.getPort();
    }
    String scheme = uri.getScheme();
    return "https".equalsIgnoreCase(scheme) || "wss".equalsIgnoreCase(scheme) ? 443 : 80;
  }
}
