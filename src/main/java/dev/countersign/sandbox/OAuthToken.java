package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code /token}: a code for a JWT, once and within ten minutes (PROTOCOL §10). */
final class OAuthToken {
  private final World world;

  OAuthToken(World world) {
    this.world = world;
  }

  Answer exchange(Exchange exchange, OAuthParameters parameters) {
    if (!"authorization_code".equals(parameters.find("grant_type"))) {
      throw OAuthError.invalid("Grant type is invalid or missing.");
    }
    String secret = parameters.find("client_secret");
    String verifier = parameters.find("code_verifier");
    if (secret == null && verifier == null) {
      throw OAuthError.invalid("Required parameters are missing in the request.");
    }
    String redirectUri = parameters.need("redirect_uri");
    Application application = client(parameters.need("client_id"), secret);
    String value = parameters.find("code");
    if (value == null) {
      value = parameters.need("authorization_code");
    }
    SignIns.Code code = code(value, application, redirectUri);
    prove(code.asked().challenge(), verifier, secret != null);
    world.signIns.used(value);
    return answer(code.grant(), OAuthApi.issuer(exchange.origin()));
  }

  private Application client(String key, @Nullable String secret) {
    Application application = world.applications.find(key);
    if (application == null
        || (secret != null && !secret.equals(application.credentials.secret()))) {
      throw OAuthError.denied("Invalid client credentials.");
    }
    return application;
  }

  private SignIns.Code code(String value, Application application, String redirectUri) {
    SignIns.Code code = world.signIns.code(value);
    if (code == null) {
      throw OAuthError.denied("Invalid authorization code.");
    }
    if (code.grant().payload().application != application) {
      throw OAuthError.denied("Client ID does not match the record.");
    }
    if (!RedirectUris.same(code.asked().redirectUri(), redirectUri)) {
      throw OAuthError.denied("Redirect URL does not match the record.");
    }
    if (!world.now().isBefore(code.expires())) {
      throw OAuthError.denied("Authorization code expired.");
    }
    return code;
  }

  /** A secret stands for a challenge that was never made, but not for one that was. */
  private static void prove(@Nullable String challenge, @Nullable String verifier, boolean secret) {
    if (challenge == null) {
      if (!secret) {
        throw OAuthError.invalid("Code challenge does not exist.");
      }
      return;
    }
    if (verifier == null) {
      throw OAuthError.invalid(
          "code_verifier is missing: the sign in began with a code_challenge.");
    }
    String hash =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(Digests.sha256(verifier.getBytes(US_ASCII)));
    if (!hash.equals(challenge)) {
      throw OAuthError.denied("Code verifier does not match code challenge.");
    }
  }

  /** No refresh tokens; the ID token is the access token under another name. */
  private Answer answer(SignInGrant grant, String issuer) {
    String jwt = world.jwts.oauth(grant, null, issuer);
    ObjectNode body =
        Json.object()
            .put("access_token", jwt)
            .put("token_type", "bearer")
            .put("expires_in", Jwts.LIFE.toSeconds());
    String scope = grant.scope();
    if (scope != null && scope.toLowerCase(Locale.ROOT).contains("openid")) {
      body.put("id_token", jwt);
    }
    body.put("refresh_token", "");
    if (scope != null) {
      body.put("scope", scope);
    }
    return Answer.json(200, body);
  }
}
