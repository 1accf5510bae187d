package dev.countersign.promises;

import dev.countersign.SignRequestEvent;
import dev.countersign.wire.RememberedToken;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Whose tokens are remembered and used (CONTRACT §5), where nobody revokes one and nobody else
 * writes their topic.
 */
public final class TokenPromises {
  private TokenPromises() {}

  /**
   * Which promises were not kept.
   *
   * @param issued the token that the platform gave to an application (by alias) for a user
   */
  public static List<Broken> broken(
      Collection<RememberedToken> remembered,
      Collection<SignRequestEvent> events,
      BiFunction<String, String, @Nullable String> issued) {
    List<Broken> broken = new ArrayList<>();
    for (RememberedToken token : remembered) {
      if (!Objects.equals(issued.apply(token.application(), token.user()), token.token().value())) {
        broken.add(
            new Broken(
                Rule.TOKEN,
                token.application() + '/' + token.user(),
                "another's token is remembered for it"));
      }
    }
    for (SignRequestEvent event : events) {
      var created = event.getCreated();
      if (created != null && created.getPushRequested() && !created.getPushAccepted()) {
        broken.add(
            new Broken(
                Rule.TOKEN, event.getRequestId(), "a token that its application was never given"));
      }
    }
    return broken;
  }
}
