package dev.countersign.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which calls a fault can be about; one that can never take effect is refused. */
final class FaultReach {
  private static final List<String> METHODS =
      List.of("GET", "POST", "DELETE", "PUT", "PATCH", "HEAD", "OPTIONS");
  private static final List<Kind> KINDS = kinds();

  private FaultReach() {}

  /**
   * One kind of call.
   *
   * @param path up to what varies in it, if {@code open}; empty where it has none
   */
  private record Kind(String method, String path, boolean open, Endpoint endpoint) {
    boolean isAt(String wanted) {
      return wanted.startsWith("/")
          ? path.startsWith(wanted) || (open && wanted.startsWith(path))
          : wanted.toLowerCase(Locale.ROOT).equals(endpoint.label);
    }
  }

  private static List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    for (Map.Entry<String, Family> base : Route.BASES.entrySet()) {
      Routes.each(
          base.getValue(),
          (call, endpoint) -> {
            String[] words = call.split(" ");
            String path = base.getKey() + words[1].replace("*", "");
            kinds.add(new Kind(words[0], path, words[1].endsWith("*"), endpoint));
          });
    }
    kinds.add(new Kind("GET", "/api/v1/platform/xapp/ott/", true, Endpoint.XAPP_OTT));
    kinds.add(new Kind("GET", "/sign/", true, Endpoint.SOCKET));
    kinds.add(new Kind("POST", "", false, Endpoint.WEBHOOK));
    for (String method : List.of("GET", "POST")) {
      kinds.add(new Kind(method, OAuthApi.BASE + "/", true, Endpoint.OAUTH2));
      kinds.add(new Kind(method, "/ledger/", true, Endpoint.LEDGER));
    }
    METHODS.forEach(method -> kinds.add(new Kind(method, "", false, Endpoint.UNKNOWN)));
    return kinds;
  }

  static void check(
      @Nullable String application, @Nullable String method, @Nullable String path, Effect effect) {
    if (method != null && !METHODS.contains(method.toUpperCase(Locale.ROOT))) {
      throw SandboxRefusal.bad("method: '" + method + "' is none of " + METHODS + ".");
    }
    List<Kind> there = KINDS.stream().filter(k -> path == null || k.isAt(path)).toList();
    if (there.isEmpty()) {
      throw SandboxRefusal.bad(
          "path: '%s' is neither the beginning of a path that there is nor one of %s."
              .formatted(path, Endpoint.labels()));
    }
    List<Kind> called =
        there.stream().filter(k -> method == null || k.method.equalsIgnoreCase(method)).toList();
    if (called.isEmpty()) {
      throw SandboxRefusal.bad(
          "method: '%s' is never called with %s, only with %s."
              .formatted(path, method, there.stream().map(Kind::method).distinct().toList()));
    }
    List<Kind> showing = called.stream().filter(k -> shows(effect, k.endpoint)).toList();
    if (showing.isEmpty()) {
      throw SandboxRefusal.bad(
          "%s: never shows with path '%s' and method '%s', only with path %s."
              .formatted(FaultJson.name(effect), path, method, where(effect)));
    }
    if (application != null && showing.stream().allMatch(k -> k.endpoint == Endpoint.LEDGER)) {
      throw SandboxRefusal.bad(
          "application: ledgers do not know who calls; leave it out with path '" + path + "'.");
    }
  }

  private static boolean shows(Effect effect, Endpoint endpoint) {
    return switch (effect) {
      case Effect.Ending ending -> endpoint != Endpoint.WEBHOOK;
      case Effect.Latency latency -> endpoint != Endpoint.WEBHOOK;
      case Effect.ReadLag lag ->
          endpoint == Endpoint.READ || endpoint == Endpoint.READ_BY_IDENTIFIER;
      case Effect.SilentSockets silent -> endpoint == Endpoint.SOCKET;
      case Effect.FragmentedFrames fragmented -> endpoint == Endpoint.SOCKET;
      case Effect.GarbageFrames garbage -> endpoint == Endpoint.SOCKET;
      case Effect.DuplicateWebhooks duplicate -> endpoint == Endpoint.WEBHOOK;
      case Effect.DelayedWebhooks delayed -> endpoint == Endpoint.WEBHOOK;
      case Effect.LostWebhooks lost -> endpoint == Endpoint.WEBHOOK;
    };
  }

  private static List<String> where(Effect effect) {
    return Stream.of(Endpoint.values())
        .filter(endpoint -> shows(effect, endpoint))
        .map(endpoint -> endpoint.label)
        .distinct()
        .toList();
  }
}
