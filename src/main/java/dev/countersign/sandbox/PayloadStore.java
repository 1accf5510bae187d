package dev.countersign.sandbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All payloads, findable as the platform finds them. */
final class PayloadStore {
  private record Name(String application, String identifier) {}

  private final Map<String, Payload> byUuid = new LinkedHashMap<>();
  private final Map<Name, Payload> byIdentifier = new HashMap<>();

  /** Identifiers are unique per application for ever (PROTOCOL §4.1). */
  void add(Payload payload) {
    String identifier = payload.request.customMeta().identifier();
    if (identifier != null
        && byIdentifier.putIfAbsent(new Name(payload.application.key(), identifier), payload)
            != null) {
      throw PlatformError.invalid(409);
    }
    byUuid.put(payload.uuid, payload);
  }

  @Nullable Payload find(String uuid) {
    return byUuid.get(uuid);
  }

  @Nullable Payload find(Application application, String identifier) {
    return byIdentifier.get(new Name(application.key(), identifier));
  }

  Collection<Payload> all() {
    return byUuid.values();
  }

  void clear() {
    byUuid.clear();
    byIdentifier.clear();
  }
}
