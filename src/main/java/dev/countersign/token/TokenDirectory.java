package dev.countersign.token;

import dev.countersign.request.UserToken;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The current token of every (application, user). Belongs to the owner loop's thread. */
public final class TokenDirectory {
  private final Map<Owner, Current> tokens = new HashMap<>();

  private record Owner(String application, String user) {}

  private record Current(UserToken token, @Nullable Instant expiresAt) {}

  public @Nullable UserToken current(String application, String user) {
    Current current = tokens.get(new Owner(application, user));
    return current == null ? null : current.token();
  }

  /** The user's token, if the last record says that it expires exactly then. */
  public @Nullable UserToken expiringAt(String application, String user, Instant expiresAt) {
    Current current = tokens.get(new Owner(application, user));
    return current != null && expiresAt.equals(current.expiresAt()) ? current.token() : null;
  }

  public void apply(List<TokenUpdate> updates) {
    for (TokenUpdate update : updates) {
      Owner owner = new Owner(update.application(), update.user());
      if (update.token() == null) {
        tokens.remove(owner);
      } else {
        tokens.put(owner, new Current(update.token(), update.expiresAt()));
      }
    }
  }

  public int size() {
    return tokens.size();
  }
}
