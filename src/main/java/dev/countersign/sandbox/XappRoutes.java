package dev.countersign.sandbox;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One-time tokens of xApps, whose calls have a form of their own (PROTOCOL §9.1). */
final class XappRoutes {
  private static final Pattern OTT =
      Pattern.compile("xapp/ott/([0-9a-fA-F-]{36})(?:/([0-9a-f]{40}))?");

  private XappRoutes() {}

  /** Null where it is another call; a one-time token is a version 4 UUID (PROTOCOL §3). */
  static @Nullable Route find(Family family, String method, String rest) {
    Matcher ott = OTT.matcher(rest);
    if (family == Family.PLATFORM && method.equals("GET") && ott.matches()) {
      String value = ott.group(1).toLowerCase(Locale.ROOT);
      if (!Ids.isV4(value)) {
        return null;
      }
      return ott.group(2) == null
          ? new Route(family, Endpoint.XAPP_OTT, value)
          : new Route(family, Endpoint.XAPP_OTT_AGAIN, value + "/" + ott.group(2));
    }
    return null;
  }
}
