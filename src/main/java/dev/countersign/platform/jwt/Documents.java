package dev.countersign.platform.jwt;

import io.vertx.core.Future;
import java.net.URI;

/** Reads what the OAuth2 provider publishes. */
@FunctionalInterface
public interface Documents {

  /** The text at an address; fails with a message for a person. */
  Future<String> read(URI address);
}
