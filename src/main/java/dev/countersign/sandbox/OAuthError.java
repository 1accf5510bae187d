package dev.countersign.sandbox;

import io.vertx.core.http.HttpServerRequest;

/** A refusal of the OAuth2 provider (PROTOCOL §10). */
final class OAuthError extends RuntimeException {
  private final int status;
  private final String error;
  private final String description;

  OAuthError(int status, String error, String description) {
    super(error + ": " + description, null, false, false);
    this.status = status;
    this.error = error;
    this.description = description;
  }

  static OAuthError invalid(String description) {
    return new OAuthError(400, "invalid_request", description);
  }

  static OAuthError denied(String description) {
    return new OAuthError(400, "access_denied", description);
  }

  /** JSON for servers; who can read HTML gets a page. */
  Answer answer(HttpServerRequest request) {
    String accept = request.getHeader("Accept");
    return accept != null && accept.contains("text/html") ? page() : json();
  }

  Answer json() {
    return Answer.json(
        status, Json.object().put("error", error).put("error_description", description));
  }

  private Answer page() {
    return Answer.html(
        status,
        "<!doctype html><meta charset=utf-8><title>Sign in</title><h1>%s</h1><p>%s</p>"
            .formatted(Html.escaped(error), Html.escaped(description)));
  }
}
