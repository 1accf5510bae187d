package dev.countersign.sandbox;

import java.util.EnumSet;
import java.util.Set;

/** What a call has to show before it is worked on (PROTOCOL §2). */
enum Credentials {
  /** Headers x-api-key and x-api-secret. */
  SECRET,
  /** A JWT of a signed-in person. */
  BEARER,
  /** The secret if there is a key, else a JWT. */
  EITHER,
  /** Nothing, but what is sent has to be right (PROTOCOL §2.1). */
  IF_SENT,
  /** Headers x-api-key and x-api-ott; the one-time token is the call's own business. */
  ONE_TIME_TOKEN,
  NONE;

  /** What has a door of its own for signed-in people is the back end's alone on the platform. */
  private static final Set<Endpoint> BACK_END =
      EnumSet.of(
          Endpoint.CREATE,
          Endpoint.READ,
          Endpoint.READ_BY_IDENTIFIER,
          Endpoint.CANCEL,
          Endpoint.PING);

  /** Everything else comes to {@code platform} with either, as the JS SDK does (PROTOCOL §9.2). */
  static Credentials of(Route route) {
    if (route.endpoint() == Endpoint.PING_NOAUTH) {
      return NONE;
    }
    if (route.endpoint() == Endpoint.AUTHORIZE) {
      return ONE_TIME_TOKEN;
    }
    if (route.family() == Family.JWT) {
      return BEARER;
    }
    if (route.endpoint() == Endpoint.RAILS) {
      return IF_SENT;
    }
    return BACK_END.contains(route.endpoint()) ? SECRET : EITHER;
  }
}
