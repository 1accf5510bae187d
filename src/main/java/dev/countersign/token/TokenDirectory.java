package dev.countersign.token;

import dev.countersign.request.UserToken;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The current token of every (application, user). Belongs to the owner loop's thread. */
public final class TokenDirectory {
  private final Map<Owner, UserToken> tokens = new HashMap<>();

  private record Owner(String application, String user) {}

  public @Nullable UserToken current(String application, String user) {
    return tokens.get(new Owner(application, user));
  }

  public void apply(List<TokenUpdate> updates) {
    for (TokenUpdate update : updates) {
      Owner owner = new Owner(update.application(), update.user());
      if (update.token() == null) {
        tokens.remove(owner);
      } else {
        tokens.put(owner, update.token());
      }
    }
  }

  public int size() {
    return tokens.size();
  }
}
