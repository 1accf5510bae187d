package dev.countersign.platform.jwt;

import io.vertx.core.Future;
import java.time.Instant;

/** Whoever can tell what a JWT is worth; a simulation has its own. */
@FunctionalInterface
public interface JwtCheck {

  /** The verdict on a token for an application, known by its alias; the future never fails. */
  Future<JwtVerdict> verify(String token, String application, Instant now);
}
