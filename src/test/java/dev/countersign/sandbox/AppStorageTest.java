package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §9: app-storage")
class AppStorageTest extends SandboxTest {
  private static final String DOCUMENT = "{\"a\":[1,2.50,null],\"b\":{\"c\":\"d\"}}";

  @Test
  @DisplayName("§9 app-storage: nothing stored reads as null, and GET says nothing of stored")
  void empty() {
    assertThat(backend.get("app-storage").expect(200)).isEqualTo(answer("", "null"));
  }

  @Test
  @DisplayName("§9 app-storage: POST stores one document, GET reads it, the next POST replaces it")
  void set() {
    assertThat(backend.post("app-storage", DOCUMENT).expect(200))
        .isEqualTo(answer("\"stored\":true,", DOCUMENT));
    assertThat(backend.get("app-storage").expect(200)).isEqualTo(answer("", DOCUMENT));
    backend.post("app-storage", "{\"x\":1}").expect(200);
    assertThat(backend.get("app-storage").expect(200)).isEqualTo(answer("", "{\"x\":1}"));
  }

  @Test
  @DisplayName("§9 app-storage: DELETE empties it")
  void delete() {
    backend.post("app-storage", DOCUMENT).expect(200);

    assertThat(backend.delete("app-storage").expect(200))
        .isEqualTo(answer("\"stored\":true,", "null"));
    assertThat(backend.get("app-storage").expect(200)).isEqualTo(answer("", "null"));
  }

  @Test
  @DisplayName("§9 app-storage: each application has its own, and a reset forgets them")
  void ownDocuments() {
    backend.post("app-storage", DOCUMENT).expect(200);
    Backend other = backend.as(sandbox.addApplication("other"));

    assertThat(other.get("app-storage").expect(200).path("data").isNull()).isTrue();
    sandbox.reset();
    assertThat(backend.get("app-storage").expect(200).path("data").isNull()).isTrue();
  }

  @Test
  @DisplayName("§9 app-storage: about 60 kB fit; more is refused and changes nothing")
  void limit() {
    String body = "{\"x\":\"%s\"}";
    backend.post("app-storage", body.formatted("x".repeat(60_000))).expect(200);

    assertThat(backend.post("app-storage", body.formatted("y".repeat(62_000))).error())
        .isEqualTo("400 413");
    assertThat(backend.post("app-storage", "").error()).isEqualTo("400 599");
    assertThat(backend.get("app-storage").expect(200).at("/data/x").asText()).startsWith("xxx");
  }

  private static JsonNode answer(String stored, String data) {
    SandboxApplication app = SandboxApplication.DEFAULT;
    return Json.parse(
        "{\"application\":{\"name\":\"%s\",\"uuidv4\":\"%s\"},%s\"data\":%s}"
            .formatted(app.name(), app.key(), stored, data));
  }
}
