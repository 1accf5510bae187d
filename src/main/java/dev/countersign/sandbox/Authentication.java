package dev.countersign.sandbox;

import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From headers to a caller, or the refusals of PROTOCOL §2.2. */
final class Authentication {
  private static final Pattern BEARER =
      Pattern.compile("\\s*Bearer\\s+(\\S+)\\s*", Pattern.CASE_INSENSITIVE);

  private final Applications applications;
  private final Jwts jwts;

  Authentication(Applications applications, Jwts jwts) {
    this.applications = applications;
    this.jwts = jwts;
  }

  Caller caller(Credentials credentials, HttpServerRequest request) {
    return switch (credentials) {
      case SECRET -> backEnd(request);
      case BEARER -> signedIn(bearer(request));
      case EITHER, IF_SENT ->
          bearer(request) != null && key(request) == null
              ? signedIn(bearer(request))
              : backEnd(request);
      case ONE_TIME_TOKEN -> visitor(request);
      case NONE -> throw new IllegalArgumentException("Nobody has to say who is calling.");
    };
  }

  private Caller backEnd(HttpServerRequest request) {
    return new Caller(
        applications.authenticate(key(request), request.getHeader("x-api-secret")), null);
  }

  /** A missing header is the same as a missing key; the codes for JWTs are guesses. */
  private Caller signedIn(@Nullable String token) {
    if (token == null) {
      throw new PlatformError(403, 812);
    }
    Session session = jwts.session(token);
    return new Caller(session.application(), session);
  }

  private Caller visitor(HttpServerRequest request) {
    String ott = ott(request);
    if (ott == null || !Ids.isV4(ott)) {
      throw new PlatformError(403, 812);
    }
    return new Caller(applications.identify(key(request)), null);
  }

  static @Nullable String key(HttpServerRequest request) {
    return request.getHeader("x-api-key");
  }

  static @Nullable String ott(HttpServerRequest request) {
    String ott = request.getHeader("x-api-ott");
    return ott == null ? null : ott.strip();
  }

  static @Nullable String bearer(HttpServerRequest request) {
    String header = request.getHeader("Authorization");
    Matcher matcher = BEARER.matcher(header == null ? "" : header);
    return matcher.matches() ? matcher.group(1) : null;
  }
}
