package dev.countersign.platform.jwt;

import org.jspecify.annotations.Nullable;

/** Hears why the OAuth2 provider's keys cannot be read: whoever signed in there must wait. */
@FunctionalInterface
public interface ProviderTrouble {

  /**
   * @param why for a person; null: they can be read
   */
  void changed(@Nullable String why);
}
