package dev.countersign.sandbox;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The OAuth2 provider (PROTOCOL §10). The platform has it on an origin of its own; here it is a
 * path, so that the issuer is {@code http://HOST:PORT/oauth2} and discovery lies below it.
 */
final class OAuthApi {
  static final String BASE = "/oauth2";
  private static final Logger log = LoggerFactory.getLogger(OAuthApi.class);

  /**
   * People's browsers go to the first three; a mere look at them must not begin or end anything.
   */
  private static final Map<String, List<String>> METHODS =
      Map.of(
          "/auth", Methods.GET,
          "/authorize", Methods.GET,
          "/signin", Methods.GET,
          "/token", Methods.POST,
          "/userinfo", Methods.GET_AND_HEAD,
          "/certs", Methods.GET_AND_HEAD,
          "/.well-known/openid-configuration", Methods.GET_AND_HEAD);

  private final World world;
  private final OAuthSignIn signIn;
  private final OAuthToken tokens;
  private final OAuthDocuments documents;

  OAuthApi(World world) {
    this.world = world;
    this.signIn = new OAuthSignIn(world);
    this.tokens = new OAuthToken(world);
    this.documents = new OAuthDocuments(world);
  }

  /** Where the caller sees the provider. */
  static String issuer(Origin origin) {
    return origin.http() + BASE;
  }

  void handle(HttpServerRequest request, String path) {
    String call = path.substring(BASE.length()).replaceFirst("/$", "");
    Exchange exchange =
        new Exchange(world, request, new Route(Family.PLATFORM, Endpoint.OAUTH2, call));
    Bodies.read(request).onSuccess(body -> faulted(exchange, request, body));
  }

  private void faulted(Exchange exchange, HttpServerRequest request, Optional<Buffer> body) {
    Future<OAuthParameters> parameters = parameters(exchange, request, body);
    FaultRules.Plan plan = world.faults.plan(exchange.target());
    world.loop.afterRealMillis(
        plan.latencyMillis(),
        () -> {
          switch (plan.ending()) {
            case null -> answered(exchange, request, parameters).onSuccess(exchange::send);
            case Effect.Reset reset -> exchange.drop();
            case Effect.LoseAnswer lose ->
                answered(exchange, request, parameters).onComplete(answer -> exchange.drop());
            case Effect.Unauthorized refused ->
                exchange.send(OAuthError.denied("Invalid client credentials.").answer(request));
            case Effect.Refusal refusal -> exchange.refuse(refusal);
          }
        });
  }

  private static Future<OAuthParameters> parameters(
      Exchange exchange, HttpServerRequest request, Optional<Buffer> body) {
    try {
      OAuthParameters parameters =
          OAuthParameters.of(
              request,
              body.orElseThrow(
                  () -> OAuthError.invalid("The body is over " + Bodies.LIMIT + " bytes.")));
      exchange.by(Optional.ofNullable(parameters.find("client_id")).orElse(parameters.find("c")));
      return Future.succeededFuture(parameters);
    } catch (OAuthError e) {
      return Future.failedFuture(e);
    }
  }

  private Future<Answer> answered(
      Exchange exchange, HttpServerRequest request, Future<OAuthParameters> parameters) {
    List<String> methods = METHODS.get(exchange.route.argument());
    if (methods != null && !methods.contains(exchange.method())) {
      OAuthError error =
          new OAuthError(
              405,
              "invalid_request",
              exchange.path() + " takes " + String.join(" and ", methods) + ".");
      return Future.succeededFuture(Methods.allowing(error.answer(request), methods));
    }
    return parameters
        .compose(read -> work(exchange, request, read))
        .otherwise(
            failure -> {
              if (failure instanceof OAuthError refusal) {
                return refusal.answer(request);
              }
              if (failure instanceof SandboxRefusal reset) {
                return new OAuthError(
                        500, "xumm_signin_redir_err", String.valueOf(reset.getMessage()))
                    .answer(request);
              }
              log.atError().setCause(failure).addKeyValue("path", exchange.path()).log("Failed");
              return new OAuthError(500, "handle_signin_fatal", "The sandbox failed")
                  .answer(request);
            });
  }

  private Future<Answer> work(
      Exchange exchange, HttpServerRequest request, OAuthParameters parameters) {
    String call = exchange.route.argument();
    if (call.equals("/signin")) {
      return signIn.back(exchange, parameters);
    }
    return Future.succeededFuture(
        switch (call) {
          case "/auth", "/authorize" -> signIn.authorize(exchange, parameters);
          case "/token" -> tokens.exchange(exchange, parameters);
          case "/userinfo" -> documents.userinfo(request);
          case "/certs" -> documents.certs();
          case "/.well-known/openid-configuration" ->
              OAuthDocuments.discovery(issuer(exchange.origin()));
          default -> Answer.html(404, "<h1>Not found</h1>");
        });
  }
}
