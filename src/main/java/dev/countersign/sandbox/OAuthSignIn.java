package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /auth} and {@code /signin}: there over a SignIn payload and back (PROTOCOL §10). */
final class OAuthSignIn {
  private static final Pattern LETTERS = Pattern.compile("[A-Za-z]+");

  private final World world;

  OAuthSignIn(World world) {
    this.world = world;
  }

  Answer authorize(Exchange exchange, OAuthParameters parameters) {
    SignIns.Asked asked = asked(parameters);
    Application application = world.applications.find(parameters.need("client_id"));
    if (application == null || !application.redirectUris.allow(asked.redirectUri())) {
      throw OAuthError.denied("Invalid client/redirect URL.");
    }
    Payload payload = signIn(exchange, application, parameters, asked);
    world.payloads.add(payload);
    world.signIns.begin(payload, asked);
    exchange.about(payload.uuid, null);
    return redirect(exchange.origin().sign(payload.uuid));
  }

  private static SignIns.Asked asked(OAuthParameters parameters) {
    String type = parameters.find("response_type");
    boolean implicit = "token".equals(type);
    if (!implicit && !"code".equals(type)) {
      throw OAuthError.invalid("Grant type is invalid or missing.");
    }
    String challenge = parameters.find("code_challenge");
    String method = parameters.find("code_challenge_method");
    if ((challenge == null) != (method == null)) {
      throw OAuthError.invalid("Required parameters are missing in the request.");
    }
    if (method != null && !method.equals("S256")) {
      throw OAuthError.invalid("code_challenge_method: '" + method + "' is not S256.");
    }
    return new SignIns.Asked(
        implicit,
        parameters.need("redirect_uri"),
        parameters.find("scope"),
        parameters.find("state"),
        parameters.find("nonce"),
        challenge);
  }

  /** An ordinary one of the application, so its state and its faults are this sign-in's too. */
  private Payload signIn(
      Exchange exchange, Application application, OAuthParameters parameters, SignIns.Asked asked) {
    String token = world.signIns.random();
    String back =
        "%s/signin?t=%s&h=%s&c=%s&payload={id}"
            .formatted(
                OAuthApi.issuer(exchange.origin()),
                token,
                world.signIns.hash(token, application.key()),
                application.key());
    ObjectNode body = Json.object();
    body.putObject("txjson").put("TransactionType", TransactionTypes.SIGN_IN);
    ObjectNode options = body.putObject("options");
    options.putObject("return_url").put("app", back).put("web", back);
    String network = parameters.find("force_network");
    if (network != null && LETTERS.matcher(network).matches()) {
      options.put("force_network", network);
    }
    String signers = parameters.find("signers");
    if (signers != null) {
      var accounts = options.putArray("signers");
      for (String account : signers.split(",")) {
        accounts.add(account.strip());
      }
    }
    body.putObject("custom_meta")
        .put("instruction", "Sign in to " + RedirectUris.host(asked.redirectUri()));
    try {
      if (application.disabled) {
        throw new PlatformError(403, 810);
      }
      return new Payload(
          exchange.reference, application, CreateRequest.of(body), world.now(), null);
    } catch (PlatformError e) {
      throw new OAuthError(503, "xumm_api_err", "Error code " + e.code);
    }
  }

  /** The browser is here as soon as the resolve frame is out, which may be before the state is. */
  Future<Answer> back(Exchange exchange, OAuthParameters parameters) {
    Payload payload = returning(parameters);
    SignIns.Asked asked = payload == null ? null : world.signIns.find(payload);
    if (payload == null || asked == null) {
      throw new OAuthError(500, "xumm_signin_redir_err", "Could not resolve the sign in details.");
    }
    exchange.about(payload.uuid, null);
    if (payload.resolved()) {
      return Future.succeededFuture(outcome(exchange, payload, asked));
    }
    return world
        .timeline
        .pause(world.options.resolveLag())
        .map(over -> outcome(exchange, payload, asked));
  }

  private @Nullable Payload returning(OAuthParameters parameters) {
    String token = parameters.find("t");
    String hash = parameters.find("h");
    String client = parameters.find("c");
    String uuid = parameters.need("payload");
    if (token == null || hash == null || client == null) {
      return null;
    }
    if (!hash.equals(world.signIns.hash(token, client))) {
      throw new OAuthError(403, "xumm_signin_sec_vil", "Sign in: security violation");
    }
    Payload payload = world.payloads.find(uuid);
    return payload == null || !payload.application.key().equals(client) ? null : payload;
  }

  private Answer outcome(Exchange exchange, Payload payload, SignIns.Asked asked) {
    Map<String, String> query = new LinkedHashMap<>();
    if (payload.resolution instanceof Resolution.Signed signed) {
      SignInGrant grant =
          new SignInGrant(
              payload,
              signed,
              world.tokens.issuedBy(payload, world.now()),
              asked.scope(),
              asked.nonce());
      if (asked.implicit()) {
        query.put(
            "access_token",
            world.jwts.oauth(grant, asked.state(), OAuthApi.issuer(exchange.origin())));
        query.put("token_type", "bearer");
        query.put("expires_in", Long.toString(Jwts.LIFE.toSeconds()));
        query.put("refresh_token", "");
        put(query, "scope", asked.scope());
      } else {
        String code = world.signIns.issue(grant, asked, world.now());
        query.put("authorization_code", code);
        query.put("code", code);
      }
      put(query, "nonce", asked.nonce());
    } else {
      query.put("error", "access_denied");
      query.put("error_description", "The XUMM sign in request has been rejected");
    }
    put(query, "state", asked.state());
    return redirect(OAuthParameters.extended(asked.redirectUri(), query));
  }

  private static void put(Map<String, String> query, String name, @Nullable String value) {
    if (value != null) {
      query.put(name, value);
    }
  }

  private static Answer redirect(String to) {
    return Answer.html(302, "").with("Location", to);
  }
}
