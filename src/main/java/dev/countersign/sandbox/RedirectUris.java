package dev.countersign.sandbox;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an application lets people be sent back to: prefixes, with wildcards for sub-domains
 * (PROTOCOL §10).
 */
record RedirectUris(List<String> allowed) {
  private static final Pattern URI = Pattern.compile("([a-z][a-z0-9+.-]*://)([^/?#]*)([^?#]*).*");
  private static final String WILDCARD = "*.";
  private static final String LABELS = "(?:[a-z0-9-]+\\.)+";

  /** What every application of a sandbox may use until it is told otherwise. */
  static final RedirectUris LOCAL =
      new RedirectUris(List.of("http://localhost", "http://127.0.0.1"));

  RedirectUris {
    allowed = List.copyOf(allowed);
    for (String uri : allowed) {
      if (!URI.matcher(uri).matches()) {
        throw SandboxRefusal.bad(
            "redirect_uris: '" + uri + "' is no address like https://shop.example/back.");
      }
    }
  }

  boolean allow(String uri) {
    Matcher wanted = URI.matcher(uri);
    return wanted.matches() && allowed.stream().anyMatch(one -> covers(one, wanted));
  }

  private static boolean covers(String allowed, Matcher wanted) {
    Matcher pattern = URI.matcher(allowed);
    if (!pattern.matches()) {
      return false;
    }
    String host = pattern.group(2).toLowerCase(Locale.ROOT);
    String path = withoutSlashes(pattern.group(3));
    if (!host.startsWith(WILDCARD)) {
      return plain(wanted).startsWith(pattern.group(1) + pattern.group(2) + path);
    }
    return wanted.group(1).equals(pattern.group(1))
        && wanted
            .group(2)
            .toLowerCase(Locale.ROOT)
            .matches(LABELS + Pattern.quote(host.substring(WILDCARD.length())))
        && wanted.group(3).startsWith(path);
  }

  /** Two addresses are the same when they differ after the path only. */
  static boolean same(String one, String other) {
    Matcher first = URI.matcher(one);
    Matcher second = URI.matcher(other);
    return first.matches() && second.matches() && plain(first).equals(plain(second));
  }

  static String host(String uri) {
    Matcher matcher = URI.matcher(uri);
    return matcher.matches() ? matcher.group(2) : uri;
  }

  private static String plain(Matcher uri) {
    return uri.group(1) + uri.group(2) + withoutSlashes(uri.group(3));
  }

  private static String withoutSlashes(String path) {
    return path.replaceFirst("/+$", "");
  }
}
