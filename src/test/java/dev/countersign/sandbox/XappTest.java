package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;

/** Tests around an xApp that ada opens. */
abstract class XappTest extends SandboxTest {
  static final String KEY = SandboxApplication.DEFAULT.key();

  Backend.Reply authorize(String key, String ott) {
    return new Frontend(sandbox.url(), "x-api-key", key, "X-API-OTT", ott)
        .get("/api/v1/jwt/authorize");
  }

  String jwt() {
    return authorize(KEY, sandbox.person("ada").openXapp(KEY)).expect(200).path("jwt").asText();
  }

  Frontend signedIn() {
    return Frontend.withJwt(sandbox.url(), jwt());
  }

  JsonNode openXapp(String body) {
    return control("POST", "people/ada/xapp", body);
  }

  String userToken() {
    String uuid = backend.created(SIGN_IN);
    sandbox.person("ada").sign(uuid);
    return backend.read(uuid).at("/application/issued_user_token").asText();
  }
}
