package dev.countersign.http;

import dev.countersign.config.Secret;
import dev.countersign.platform.jwt.JwtRefusal;
import dev.countersign.platform.jwt.JwtVerdict;
import dev.countersign.platform.jwt.JwtVerifier;
import dev.countersign.worker.Viewer;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells who calls: whoever runs the fleet, by its token, or a person, by the platform's JWT. */
public final class Callers {
  private static final String SCHEME = "Bearer ";
  static final String CHALLENGE = "Bearer realm=\"countersign\"";
  private static final Set<JwtRefusal> OF_ANOTHER =
      Set.of(JwtRefusal.JWT_FOREIGN_CLIENT, JwtRefusal.JWT_AUDIENCE);

  private final @Nullable Secret operatorToken;
  private final JwtVerifier verifier;
  private final List<String> applications;
  private final InstantSource clock;

  /**
   * @param operatorToken null: nobody is told everything
   */
  public Callers(
      @Nullable Secret operatorToken,
      JwtVerifier verifier,
      Collection<String> applications,
      InstantSource clock) {
    this.operatorToken = operatorToken;
    this.verifier = verifier;
    this.applications = applications.stream().sorted().toList();
    this.clock = clock;
  }

  /** Whether anybody can be the operator. */
  boolean hasOperator() {
    return operatorToken != null;
  }

  boolean isOperator(@Nullable String authorization) {
    String token = token(authorization);
    return token != null && Secret.of(token).equals(operatorToken);
  }

  private static @Nullable String token(@Nullable String authorization) {
    return authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? authorization.substring(SCHEME.length()).strip()
        : null;
  }

  /** Who has this header; the future does not fail. */
  Future<Caller> who(@Nullable String authorization) {
    String token = token(authorization);
    if (token == null) {
      return Future.succeededFuture(
          new Caller.Stranger(
              CHALLENGE,
              "the header authorization must be \"Bearer\" and the operator token or a JWT of the"
                  + " platform"));
    }
    return Secret.of(token).equals(operatorToken)
        ? Future.succeededFuture(new Caller.Known(new Viewer.Operator()))
        : person(token, 0, null);
  }

  /** Only one application can be the one that a JWT was issued for. */
  private Future<Caller> person(String token, int next, @Nullable JwtVerdict worth) {
    if (next == applications.size()) {
      return Future.succeededFuture(refused(worth));
    }
    String application = applications.get(next);
    return verifier
        .verify(token, application, clock.instant())
        .compose(
            verdict ->
                verdict instanceof JwtVerdict.Accepted accepted
                    ? Future.succeededFuture(
                        new Caller.Known(
                            new Viewer.Person(application, accepted.claims().account())))
                    : person(token, next + 1, moreTelling(worth, verdict)));
  }

  private static JwtVerdict moreTelling(@Nullable JwtVerdict before, JwtVerdict verdict) {
    boolean saysLittle =
        verdict instanceof JwtVerdict.Refused refused && OF_ANOTHER.contains(refused.reason());
    return before != null && saysLittle ? before : verdict;
  }

  private static Caller refused(@Nullable JwtVerdict verdict) {
    return switch (verdict) {
      case JwtVerdict.Undecided _ -> new Caller.Unsure();
      case JwtVerdict.Refused refused ->
          new Caller.Stranger(
              CHALLENGE
                  + ", error=\"invalid_token\", error_description=\""
                  + refused.reason().name()
                  + "\"",
              "neither the operator token nor a JWT of the platform that is accepted here: "
                  + refused.text());
      case JwtVerdict.Accepted _ -> throw new IllegalStateException("accepted and refused");
      case null -> new Caller.Stranger(CHALLENGE, "no application is configured here");
    };
  }
}
