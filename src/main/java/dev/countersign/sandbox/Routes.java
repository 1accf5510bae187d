package dev.countersign.sandbox;

import static dev.countersign.sandbox.Family.JWT;
import static dev.countersign.sandbox.Family.PLATFORM;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Which call a method and the rest of a path are, per family (PROTOCOL §3 to §9). */
final class Routes {
  private record Entry(Set<Family> families, RouteArgument argument, Endpoint endpoint) {}

  private static final Set<Family> BOTH = Set.of(PLATFORM, JWT);
  private static final Set<Family> BACK_END = Set.of(PLATFORM);
  private static final Set<Family> SIGNED_IN = Set.of(JWT);

  private static final Map<String, Entry> TABLE = new HashMap<>();

  static {
    add(BOTH, "POST payload", RouteArgument.NONE, Endpoint.CREATE);
    add(BOTH, "GET payload/*", RouteArgument.UUID, Endpoint.READ);
    add(BOTH, "GET payload/ci/*", RouteArgument.TEXT, Endpoint.READ_BY_IDENTIFIER);
    add(BOTH, "DELETE payload/*", RouteArgument.UUID, Endpoint.CANCEL);
    for (String method : new String[] {"GET", "POST"}) {
      add(BOTH, method + " ping", RouteArgument.NONE, Endpoint.PING);
      add(BACK_END, method + " ping-noauth", RouteArgument.NONE, Endpoint.PING_NOAUTH);
      add(BACK_END, method + " ping-nomiddleware", RouteArgument.NONE, Endpoint.PING_NOAUTH);
    }
    add(BACK_END, "GET user-token/*", RouteArgument.SEGMENT, Endpoint.USER_TOKEN);
    add(BACK_END, "POST user-tokens", RouteArgument.NONE, Endpoint.USER_TOKENS);
    add(BACK_END, "POST kyc-status", RouteArgument.NONE, Endpoint.KYC_OF_TOKEN);
    add(BACK_END, "GET kyc-status/*", RouteArgument.ADDRESS, Endpoint.KYC_OF_ACCOUNT);
    add(BACK_END, "GET app-storage", RouteArgument.NONE, Endpoint.STORAGE_GET);
    add(BACK_END, "POST app-storage", RouteArgument.NONE, Endpoint.STORAGE_SET);
    add(BACK_END, "DELETE app-storage", RouteArgument.NONE, Endpoint.STORAGE_DELETE);
    add(BACK_END, "GET account-meta/*", RouteArgument.ADDRESS, Endpoint.ACCOUNT_META);
    add(BOTH, "GET curated-assets", RouteArgument.NONE, Endpoint.CURATED_ASSETS);
    add(BOTH, "GET rates/*", RouteArgument.SEGMENT, Endpoint.RATES);
    add(BOTH, "GET xrpl-tx/*", RouteArgument.HASH, Endpoint.XRPL_TX);
    add(BOTH, "GET rails", RouteArgument.NONE, Endpoint.RAILS);
    add(BOTH, "GET hookhash", RouteArgument.NONE, Endpoint.HOOK_HASHES);
    add(BOTH, "GET hookhash/*", RouteArgument.HASH, Endpoint.HOOK_HASH);
    add(SIGNED_IN, "GET authorize", RouteArgument.NONE, Endpoint.AUTHORIZE);
    add(BACK_END, "POST xapp/push", RouteArgument.NONE, Endpoint.XAPP_PUSH);
    add(BACK_END, "POST xapp/event", RouteArgument.NONE, Endpoint.XAPP_EVENT);
    add(SIGNED_IN, "GET nftoken-detail/*", RouteArgument.HASH, Endpoint.NFTOKEN_DETAIL);
    add(SIGNED_IN, "GET userdata", RouteArgument.NONE, Endpoint.USERDATA_LIST);
    add(SIGNED_IN, "GET userdata/*", RouteArgument.KEYS, Endpoint.USERDATA_RETRIEVE);
    add(SIGNED_IN, "POST userdata/*", RouteArgument.KEY, Endpoint.USERDATA_PERSIST);
    add(SIGNED_IN, "DELETE userdata/*", RouteArgument.KEY, Endpoint.USERDATA_REMOVE);
  }

  private Routes() {}

  private static void add(
      Set<Family> families, String call, RouteArgument argument, Endpoint endpoint) {
    TABLE.put(call, new Entry(families, argument, endpoint));
  }

  /** Calls like {@code GET payload/*}, and what each of them is in a family. */
  static void each(Family family, BiConsumer<String, Endpoint> call) {
    TABLE.forEach(
        (name, entry) -> {
          if (entry.families.contains(family)) {
            call.accept(name, entry.endpoint);
          }
        });
  }

  /** The longest name wins; what follows it has to be what that call takes. */
  static @Nullable Route find(Family family, String method, String rest) {
    Entry plain = TABLE.get(method + " " + rest);
    if (plain != null && plain.argument == RouteArgument.NONE && plain.families.contains(family)) {
      return new Route(family, plain.endpoint, "");
    }
    for (int end = rest.lastIndexOf('/'); end > 0; end = rest.lastIndexOf('/', end - 1)) {
      Entry entry = TABLE.get(method + " " + rest.substring(0, end) + "/*");
      if (entry != null && entry.families.contains(family)) {
        String argument = entry.argument.of(rest.substring(end + 1));
        if (argument != null) {
          return new Route(family, entry.endpoint, argument);
        }
      }
    }
    return null;
  }
}
